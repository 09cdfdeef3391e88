import { findCommand } from "../frame/find-command.ts";
import { nearestName } from "@k6p/core/profiles/nearest-name";
import { COMMANDS, TOPICS } from "../frame/commands.ts";
import { K6pError } from "@k6p/core/errors/k6p-error";
import { asksFor } from "../frame/asks-for.ts";
import type { Ending } from "../frame/run-definition.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { oclifConfig } from "./oclif-config.ts";
import { toOclifCommand } from "./to-oclif-command.ts";

/** The full frame: help in all its forms, and every command line that the lean start does not settle itself. */
export async function runWithOclif(words: readonly string[], terminal: Terminal): Promise<Ending> {
  const isHelpCommand = words[0] === "help";
  if (isHelpCommand || asksFor("--help", words) || asksFor("-h", words)) {
    return printHelp(isHelpCommand ? words.slice(1) : words, terminal);
  }
  const finding = findCommand(words);
  if (finding.kind === "unknown") throw unknownCommand(finding.words);
  if (finding.kind === "topic") return printHelp([finding.topic], terminal);
  const { id, entry, rest } = finding;
  const command = toOclifCommand({ id, entry, definition: await entry.load() }, terminal);
  return command.run(rest, await oclifConfig([command.commandClass]));
}

async function printHelp(words: readonly string[], terminal: Terminal): Promise<Ending> {
  const { helpText } = await import("./help-text.ts");
  const end = words.findIndex((word) => word.startsWith("-"));
  const subject = end === -1 ? words : words.slice(0, end);
  if (subject.length > 0) {
    const finding = findCommand(subject);
    if (finding.kind === "unknown") throw unknownCommand(finding.words);
    await terminal.print(await helpText(finding.kind === "topic" ? finding.topic : finding.id, terminal));
  } else {
    await terminal.print(await helpText(undefined, terminal));
  }
  return { exitCode: 0 };
}

function unknownCommand(words: string): K6pError {
  const aliases = Object.values(COMMANDS).flatMap((entry) => entry.aliases ?? []);
  const names = [...Object.keys(TOPICS), ...aliases, ...Object.keys(COMMANDS)];
  const nearest = nearestName(words, names);
  return new K6pError("USAGE", {
    message: `There is no command ${words}.`,
    remedy: [nearest === undefined ? "All commands: k6p --help" : `Did you mean: k6p ${nearest}`],
  });
}
