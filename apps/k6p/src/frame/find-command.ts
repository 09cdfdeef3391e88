import type { CommandEntry, CommandTable } from "./command-table.ts";

export interface FoundCommand {
  readonly kind: "command";
  readonly id: string;
  readonly entry: CommandEntry;
  /** The words after those of the command. */
  readonly rest: readonly string[];
}

export type Finding =
  | FoundCommand
  | { readonly kind: "topic"; readonly topic: string }
  /** No command has this name. */
  | { readonly kind: "unknown"; readonly words: string };

/** `team member list` */
const MOST_WORDS = 3;

/** Finds the command that the first words name, the longest name first. If there are none, it is the default command. */
export function findCommand(table: CommandTable, argv: readonly string[]): Finding {
  const first = argv[0];
  if (first === undefined || (first.startsWith("-") && first !== "-"))
    return found(table, table.defaultCommand, argv) ?? { kind: "unknown", words: "" };
  for (let count = MOST_WORDS; count > 0; count--) {
    const name = argv.slice(0, count).join(" ");
    const rest = argv.slice(count);
    const command = found(table, name, rest);
    if (command !== undefined) return command;
    if (!Object.hasOwn(table.topics, name)) continue;
    const [verb] = rest;
    return verb === undefined || verb.startsWith("-")
      ? { kind: "topic", topic: name }
      : { kind: "unknown", words: `${name} ${verb}` };
  }
  return { kind: "unknown", words: first };
}

function found(table: CommandTable, name: string, rest: readonly string[]): FoundCommand | undefined {
  const { commands } = table;
  const id = Object.hasOwn(commands, name) ? name : idOfAlias(commands, name);
  const entry = id === undefined ? undefined : commands[id];
  return id === undefined || entry === undefined ? undefined : { kind: "command", id, entry, rest };
}

function idOfAlias(commands: CommandTable["commands"], name: string): string | undefined {
  return Object.keys(commands).find((id) => {
    const { aliases = [], hiddenAliases = [] } = commands[id] ?? {};
    return aliases.includes(name) || hiddenAliases.includes(name);
  });
}
