import type { AnyCommand } from "./command-definition.ts";

/** Splits the words at the first `--` for a command that takes the rest unchanged. For other commands, all words are `before`. */
export function splitAtDashes(
  definition: AnyCommand,
  words: readonly string[],
): { readonly before: readonly string[]; readonly after: readonly string[] | undefined } {
  const wantsThem = Object.values(definition.args).some(({ kind }) => kind === "afterDashes");
  const at = wantsThem ? words.indexOf("--") : -1;
  return at === -1 ? { before: words, after: undefined } : { before: words.slice(0, at), after: words.slice(at + 1) };
}
