import { Command } from "@oclif/core/command";
import type { LoadedCommand } from "../frame/load-commands.ts";
import { usageLine } from "../frame/usage-line.ts";
import { helpArgs, helpExample, helpFlags } from "./help-spec.ts";

/** oclif's form of a command, for the help. */
export function toOclifCommand({ id, entry, definition }: LoadedCommand): Command.Class {
  return class DefinedCommand extends Command {
    static override id = id.replaceAll(" ", ":");
    static override aliases = [...(entry.aliases ?? [])];
    static override summary = definition.summary;
    static override description = definition.description ?? "";
    static override hidden = definition.hidden ?? false;
    static override usage = usageLine(id, definition);
    static override examples = definition.examples.map(helpExample);
    static override args = helpArgs(definition);
    static override flags = helpFlags(definition);

    override async run(): Promise<never> {
      throw new Error("commands run through their definition");
    }
  };
}
