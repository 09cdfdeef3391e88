export type HookId = "bash" | "zsh" | "fish" | "pwsh" | "nushell" | "elvish";

export interface HookSettings {
  /** The file of the bindings: a line for each folder, the longest first; behind them those of trusted teams' files. */
  readonly bindingsPath: string;
  /** In a bound folder, run k6 itself under the profile instead of giving the profile to the shell. */
  readonly wrapK6: boolean;
}

/**
 * What makes a shell at home with k6p. Pure texts.
 *
 * Every script does the same. A function `k6p` lets `k6p use --here` act on the shell; everything else goes to the program. Before a
 * prompt, where the folder is another one than at the last prompt, it looks for the nearest bound folder in the file of bindings, and
 * acts only when that is another one, or has another profile, than the one found last:
 *
 * - A profile that the hook has not taken itself (`K6P_PROFILE` is not what `K6P_BOUND` says) was chosen by hand. It stays, with a
 *   word about it when the folder wants another one.
 * - Otherwise the folder's profile is taken by `k6p env --unasked`, or the former one left by `k6p env --unset`. When that
 *   fails, the shell is left without the former folder's profile, and the next change of folder tries again. When it fails because
 *   of the team's file, only the next entering does, and the next command of k6p.
 * - In a shell of `k6p shell` (`K6P_SHELL`) the folder never matters.
 *
 * At a prompt where the folder is the same, nothing is read and no process starts. The scripts cannot tell whether a team's file is still as it
 * was trusted: `--unasked` and `--by-folder` have the program look.
 */
export interface Hook {
  readonly id: HookId;
  /** The user's file that a shell reads when it starts, as users write its path. */
  readonly startupFile: string;
  /** The line that sets the hook up in that file; undefined where the shell can only read a file. */
  readonly evaluate: string | undefined;
  /** The line that sets it up from a file. */
  source(path: string): string;
  /** Name of such a file. */
  readonly fileName: string;
  script(settings: HookSettings): string;
}
