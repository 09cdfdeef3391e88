import { CommandHelp, Help } from "@oclif/core/help";
import { loadCommands } from "../frame/load-commands.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { oclifConfig } from "./oclif-config.ts";
import { toOclifCommand } from "./to-oclif-command.ts";

const WIDEST = 100;

/** The summary stands above the usage already; the description does not repeat it. */
class CommandHelpWithoutRepeat extends CommandHelp {
  protected override description(): string | undefined {
    return this.command.description === "" ? undefined : this.wrap(this.command.description ?? "");
  }
}

/** oclif's help, kept as a text instead of being printed. */
class CollectedHelp extends Help {
  protected override CommandHelpClass = CommandHelpWithoutRepeat;
  text = "";

  protected override log(...lines: string[]): void {
    this.text += `${lines.join("\n")}\n`;
  }
}

/** The help for a command or topic; without one the overview. */
export async function helpText(subject: string | undefined, terminal: Terminal): Promise<string> {
  const commands = await loadCommands();
  const config = await oclifConfig(commands.map((command) => toOclifCommand(command, terminal).commandClass));
  const help = new CollectedHelp(config, {
    flagSortOrder: "none",
    maxWidth: Math.min(terminal.width, WIDEST),
  });
  await help.showHelp(subject === undefined ? [] : [subject.replaceAll(" ", ":")]);
  return `${help.text.trimEnd()}\n`;
}
