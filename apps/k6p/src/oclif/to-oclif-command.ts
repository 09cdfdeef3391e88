import { Command } from "@oclif/core/command";
import type { Config } from "@oclif/core/config";
import type { LoadedCommand } from "../frame/load-commands.ts";
import { readInput, refuseFlags } from "../frame/read-input.ts";
import { type Ending, runDefinition } from "../frame/run-definition.ts";
import { splitAtDashes } from "../frame/split-at-dashes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { usageLine } from "../frame/usage-line.ts";
import { helpArgs, helpExample, helpFlags } from "./help-spec.ts";
import { sortWords } from "./sort-words.ts";

export interface OclifCommand {
  /** Its static side is what the help shows. */
  readonly commandClass: Command.Class;
  run(words: readonly string[], config: Config): Promise<Ending>;
}

/** oclif's form of a command. */
export function toOclifCommand({ id, entry, definition }: LoadedCommand, terminal: Terminal): OclifCommand {
  class DefinedCommand extends Command {
    static override id = id.replaceAll(" ", ":");
    static override aliases = [...(entry.aliases ?? [])];
    static override summary = definition.summary;
    static override description = definition.description ?? "";
    static override hidden = definition.hidden ?? false;
    static override usage = usageLine(id, definition);
    static override examples = definition.examples.map(helpExample);
    static override args = helpArgs(definition);
    static override flags = helpFlags(definition);

    override async run(): Promise<Ending> {
      refuseFlags(definition, splitAtDashes(definition, this.argv).before);
      const { raw, json } = await sortWords({ id, definition }, this.argv);
      return runDefinition({ definition, input: readInput(id, definition, raw), json }, terminal);
    }
  }
  return { commandClass: DefinedCommand, run: (words, config) => new DefinedCommand([...words], config).run() };
}
