import type { LeftToken } from "@k6p/core/operations/sealing/reseal-tokens";
import type { Style } from "./style.ts";

/** Sealed files that stay as they are, why, and what to do about it. */
export function leftTokenLines(left: readonly LeftToken[], style: Style): readonly string[] {
  return left.flatMap(({ problem }) => [
    `${style.yellow("Left as it is:")} ${problem.message}`,
    ...problem.remedy.map((line) => `  ${line}`),
  ]);
}
