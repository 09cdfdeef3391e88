import type { AnyCommand } from "./command-definition.ts";

export interface CommandEntry {
  /** Short forms. */
  readonly aliases?: readonly string[];
  /** Whether it must start fast: such a command is run without oclif where its words are plain. */
  readonly hot?: boolean;
  readonly load: () => Promise<AnyCommand>;
}

/** Every command by its id. Only what is run is loaded. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  version: { load: async () => (await import("./commands/version.ts")).version },
};

/** What stands between `k6p` and a verb, for the help. */
export const TOPICS: Readonly<Record<string, string>> = {
  profile: "Keep profiles and choose the one that k6 uses",
};

/** The command that `k6p` alone runs. */
export const DEFAULT_COMMAND = "status";
