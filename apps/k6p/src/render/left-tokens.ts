import type { LeftToken } from "@k6p/core/operations/sealing/reseal-tokens";
import type { Style } from "./style.ts";

/** Lines about sealed files that were not changed: the reason and the remedy. */
export function leftTokenLines(left: readonly LeftToken[], style: Style): readonly string[] {
  return left.flatMap(({ problem }) => [
    `${style.yellow("Not sealed again:")} ${problem.message}`,
    ...problem.remedy.map((line) => `  ${line}`),
  ]);
}
