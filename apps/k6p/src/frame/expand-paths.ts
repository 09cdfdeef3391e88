import { expandHome } from "@k6p/core/host/expand-home";
import type { Host } from "@k6p/core/host/host";
import type { AnyCommand } from "./command-definition.ts";

/** The input with the home folder in place of a `~/` that the shell left in the value of an argument or flag for a path. */
export function expandPaths(
  { args, flags }: AnyCommand,
  input: Readonly<Record<string, unknown>>,
  host: Host,
): Readonly<Record<string, unknown>> {
  const paths = Object.entries({ ...args, ...flags }).filter(
    ([, parameter]) => "complete" in parameter && (parameter.complete === "files" || parameter.complete === "folders"),
  );
  const expanded = paths.flatMap(([key]) => {
    const value = input[key];
    return typeof value === "string" ? [[key, expandHome(host, value)] as const] : [];
  });
  return expanded.length === 0 ? input : { ...input, ...Object.fromEntries(expanded) };
}
