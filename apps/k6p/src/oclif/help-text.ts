import { CommandHelp, Help } from "@oclif/core/help";
import type { Example } from "../frame/command-definition.ts";
import { loadCommands } from "../frame/load-commands.ts";
import { oclifConfig } from "./oclif-config.ts";
import { rootHelp } from "./root-help.ts";
import { toOclifCommand } from "./to-oclif-command.ts";

const WIDEST = 100;

/** oclif's help of a command, with what oclif gets wrong put right. */
class K6pCommandHelp extends CommandHelp {
  /** The summary is above the usage already. */
  protected override description(): string | undefined {
    return this.command.description === "" ? undefined : this.wrap(this.command.description ?? "");
  }

  /** oclif breaks long commands inside of quotes, so that they no longer work when they are pasted. */
  protected override examples(examples: Example[] | undefined): string | undefined {
    if (examples === undefined || examples.length === 0) return undefined;
    const spacing = this.indentSpacing * 2;
    return examples
      .map(({ description, command }) => `${this.wrap(description, spacing)}\n\n${this.indent(prompted(command))}`)
      .join("\n\n");
  }

  /** oclif cuts the indentation of the first row. */
  override renderList(...[input, options]: Parameters<CommandHelp["renderList"]>): string {
    const indentation = /^ */.exec(input[0]?.[0] ?? "")?.[0] ?? "";
    return indentation + super.renderList(input, options);
  }
}

function prompted(command: string): string {
  return `$ ${command}`;
}

/** oclif's help as a text, without printing it. */
class CollectedHelp extends Help {
  protected override CommandHelpClass = K6pCommandHelp;
  text = "";

  protected override log(...lines: string[]): void {
    this.text += `${lines.join("\n")}\n`;
  }
}

/** The help for a command or topic; without one the overview. */
export async function helpText(subject: string | undefined, width: number): Promise<string> {
  const commands = await loadCommands();
  const maxWidth = Math.min(width, WIDEST);
  if (subject === undefined) return rootHelp(commands, maxWidth);
  const config = await oclifConfig(commands.map(toOclifCommand));
  const help = new CollectedHelp(config, { flagSortOrder: "none", maxWidth });
  await help.showHelp([subject.replaceAll(" ", ":")]);
  return `${help.text.trimEnd()}\n`;
}
