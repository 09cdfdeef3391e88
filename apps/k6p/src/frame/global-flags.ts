export interface GlobalFlags {
  /** Print data, warnings and errors only. */
  readonly quiet: boolean;
  /** Never ask on the terminal. */
  readonly noInput: boolean;
}

/** The flags of every command, as the overview shows them. */
export const GLOBAL_FLAGS = [
  { names: "-q, --quiet", summary: "Print only data, warnings and errors" },
  { names: "    --no-input", summary: "Never ask questions on the terminal" },
  { names: "    --json", summary: "Print the result as JSON" },
  { names: "-h, --help", summary: "Show the help" },
  { names: "-v, --version", summary: "Show the version" },
] as const;

/** The long names that a mistyped flag of any command can mean. */
export const GLOBAL_FLAG_NAMES = ["quiet", "no-input", "help"];

const QUIET = ["-q", "--quiet"];
const NO_INPUT = "--no-input";
const LEADING = ["--json"];

/**
 * Takes the flags that every command has out of the words before the first `--`. A `--json` before the command is moved to its end, so
 * that `k6p --json list` means what it says.
 */
export function takeGlobalFlags(words: readonly string[]): GlobalFlags & { readonly words: readonly string[] } {
  const dashes = words.indexOf("--");
  const before = dashes === -1 ? words : words.slice(0, dashes);
  const kept = before.filter((word) => !QUIET.includes(word) && word !== NO_INPUT);
  const start = kept.findIndex((word) => !LEADING.includes(word));
  const leading = start <= 0 || kept[start]?.startsWith("-") ? 0 : start;
  return {
    quiet: before.some((word) => QUIET.includes(word)),
    noInput: before.includes(NO_INPUT),
    words: [...kept.slice(leading), ...kept.slice(0, leading), ...(dashes === -1 ? [] : words.slice(dashes))],
  };
}
