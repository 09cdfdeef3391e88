import type { AnyCommand } from "./command-definition.ts";
import type { CommandEntry } from "./command-table.ts";
import { COMMANDS } from "./commands.ts";

export interface LoadedCommand {
  readonly id: string;
  readonly entry: CommandEntry;
  readonly definition: AnyCommand;
}

/** Every command with its definition, in the order of the list. */
export function loadCommands(): Promise<readonly LoadedCommand[]> {
  return Promise.all(
    Object.entries(COMMANDS).map(async ([id, entry]) => ({ id, entry, definition: await entry.load() })),
  );
}
