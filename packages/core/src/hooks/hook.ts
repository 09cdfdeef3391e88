export type HookId = "bash" | "zsh" | "fish" | "pwsh" | "nushell" | "elvish";

export interface HookSettings {
  /** The bindings file: a line per folder, the longest path first, followed by the defaults of trusted team files. */
  readonly bindingsPath: string;
  /** In a bound folder, run k6 with the profile instead of exporting the profile into the shell. */
  readonly wrapK6: boolean;
}

/**
 * The script that makes a shell switch profiles by folder.
 *
 * Every script does the same. A function `k6p` lets `k6p use --here` change the shell and passes everything else to the program. Before a
 * prompt, if the folder has changed since the last prompt, the script looks up the nearest bound folder in the bindings file. It acts only
 * if that folder or its profile differs from the last one it found:
 *
 * - If the hook did not set the current profile (`K6P_PROFILE` differs from `K6P_BOUND`), the user chose it. The hook keeps it, and prints
 *   a line if the folder wants another one.
 * - Otherwise it switches to the folder's profile with `k6p env --unasked`, or leaves the previous one with `k6p env --unset`. If that
 *   fails, the shell is left without a profile, and the next change of folder tries again. If it fails because of the team file, it tries
 *   again only when the user enters the folder again or runs a k6p command.
 * - In a shell started by `k6p shell` (`K6P_SHELL`) the folder does not matter.
 *
 * At a prompt in the same folder, the script reads nothing and starts no process. It cannot check whether a team file is still trusted:
 * with `--unasked` and `--by-folder` the program does.
 */
export interface Hook {
  readonly id: HookId;
  /** The startup file of the shell, as users write its path. */
  readonly startupFile: string;
  /** The line that sets up the hook in that file; undefined if the shell can only source a file. */
  readonly evaluate: string | undefined;
  /** The line that sets up the hook from a file. */
  source(path: string): string;
  /** Name of that file. */
  readonly fileName: string;
  script(settings: HookSettings): string;
}
