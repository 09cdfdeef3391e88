import { Command } from "@oclif/core/command";
import type { Config } from "@oclif/core/config";
import type { AnyCommand } from "../command-definition.ts";
import type { CommandEntry } from "../commands.ts";
import { type RawInput, readInput, refuseFlags } from "../read-input.ts";
import { type Ending, runCommand } from "../run-command.ts";
import { splitAtDashes } from "../split-at-dashes.ts";
import type { Terminal } from "../terminal.ts";
import { usageLine } from "../usage-line.ts";
import { helpArgs, helpExample, helpFlags } from "./help-spec.ts";
import { byKey, parserArgs, parserFlags } from "./parser-spec.ts";
import { toUsageError } from "./to-usage-error.ts";

export interface CommandSource {
  readonly id: string;
  readonly entry: CommandEntry;
  readonly definition: AnyCommand;
}

export interface OclifCommand {
  /** Its static side is what the help shows. */
  readonly commandClass: Command.Class;
  run(words: readonly string[], config: Config): Promise<Ending>;
}

/** oclif's form of a command. */
export function toOclifCommand({ id, entry, definition }: CommandSource, terminal: Terminal): OclifCommand {
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
      const { before, after } = splitAtDashes(definition, this.argv);
      refuseFlags(definition, before);
      const { flags, args } = await this.#sort(before);
      const { json, ...own } = flags;
      const input = readInput(id, definition, { args, flags: own, afterDashes: after });
      return runCommand({ definition, input, json: json === true }, terminal);
    }

    /** oclif only sorts the words here; what they must be is checked where both frames share it. */
    async #sort(words: readonly string[]): Promise<Pick<RawInput, "args" | "flags">> {
      try {
        const spec = { args: parserArgs(definition), flags: parserFlags(definition), strict: true };
        const { args, flags } = await this.parse(spec, [...words]);
        return { args, flags: byKey(definition, flags) };
      } catch (error) {
        throw toUsageError(error, { id, definition });
      }
    }
  }
  return { commandClass: DefinedCommand, run: (words, config) => new DefinedCommand([...words], config).run() };
}
