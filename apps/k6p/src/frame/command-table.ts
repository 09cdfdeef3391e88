import type { AnyCommand } from "./command-definition.ts";

export interface CommandEntry {
  /** Short forms. */
  readonly aliases?: readonly string[];
  /** Words from the habits of other tools; they work, but neither help nor completion shows them. */
  readonly hiddenAliases?: readonly string[];
  /** Removes something that cannot be brought back; never suggested for a mistyped word. */
  readonly destroys?: true;
  /** Must start fast: the build makes a program of its own for it, which runs words that are plain. */
  readonly hot?: boolean;
  readonly load: () => Promise<AnyCommand>;
}

export interface CommandTable {
  /** Every command by its ID. */
  readonly commands: Readonly<Record<string, CommandEntry>>;
  /** The words between `k6p` and a verb, with a summary. */
  readonly topics: Readonly<Record<string, string>>;
  /** The ID of the command that runs if you type `k6p` alone. */
  readonly defaultCommand: string;
}
