import { type CommandEntry, COMMANDS, DEFAULT_COMMAND, TOPICS } from "./commands.ts";

export interface FoundCommand {
  readonly kind: "command";
  readonly id: string;
  readonly entry: CommandEntry;
  /** What follows the words of the command. */
  readonly rest: readonly string[];
}

export type Finding =
  | FoundCommand
  | { readonly kind: "topic"; readonly topic: string }
  /** No command has this name. */
  | { readonly kind: "unknown"; readonly words: string };

/** `team member list` */
const MOST_WORDS = 3;

/** Finds the command that the first words name, the longest name first; without any it is the default command. */
export function findCommand(argv: readonly string[]): Finding {
  const first = argv[0];
  if (first === undefined || (first.startsWith("-") && first !== "-"))
    return found(DEFAULT_COMMAND, argv) ?? { kind: "unknown", words: "" };
  for (let count = MOST_WORDS; count > 0; count--) {
    const name = argv.slice(0, count).join(" ");
    const rest = argv.slice(count);
    const command = found(name, rest);
    if (command !== undefined) return command;
    if (!Object.hasOwn(TOPICS, name)) continue;
    const [verb] = rest;
    return verb === undefined || verb.startsWith("-")
      ? { kind: "topic", topic: name }
      : { kind: "unknown", words: `${name} ${verb}` };
  }
  return { kind: "unknown", words: first };
}

function found(name: string, rest: readonly string[]): FoundCommand | undefined {
  const id = Object.hasOwn(COMMANDS, name) ? name : idOfAlias(name);
  const entry = id === undefined ? undefined : COMMANDS[id];
  return id === undefined || entry === undefined ? undefined : { kind: "command", id, entry, rest };
}

function idOfAlias(name: string): string | undefined {
  return Object.keys(COMMANDS).find((id) => {
    const { aliases = [], hiddenAliases = [] } = COMMANDS[id] ?? {};
    return aliases.includes(name) || hiddenAliases.includes(name);
  });
}
