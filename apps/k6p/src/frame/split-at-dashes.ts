import type { AnyCommand } from "./command-definition.ts";

/** Takes the words after the first `--` off, for a command that wants them untouched; else all words stay before. */
export function splitAtDashes(
  definition: AnyCommand,
  words: readonly string[],
): { readonly before: readonly string[]; readonly after: readonly string[] | undefined } {
  const wantsThem = Object.values(definition.args).some(({ kind }) => kind === "afterDashes");
  const at = wantsThem ? words.indexOf("--") : -1;
  return at === -1 ? { before: words, after: undefined } : { before: words.slice(0, at), after: words.slice(at + 1) };
}
