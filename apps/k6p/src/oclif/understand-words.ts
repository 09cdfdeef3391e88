import { asksFor } from "../frame/asks-for.ts";
import { COMMAND_TABLE } from "../frame/commands.ts";
import { type Finding, findCommand } from "../frame/find-command.ts";
import { readInput, refuseFlags } from "../frame/read-input.ts";
import type { Invocation } from "../frame/run-definition.ts";
import { splitAtDashes } from "../frame/split-at-dashes.ts";
import { sortWords } from "./sort-words.ts";

export type Understood =
  | { readonly kind: "call"; readonly invocation: Invocation }
  | { readonly kind: "help"; readonly text: string }
  | Extract<Finding, { readonly kind: "unknown" }>;

/**
 * Reads a command line in full: help in all its forms, and every line that the lean start does not read itself. Throws `USAGE` if the
 * words do not fit the command.
 */
export async function understandWords(words: readonly string[], width: number): Promise<Understood> {
  const isHelpCommand = words[0] === "help";
  if (isHelpCommand || asksFor("--help", words) || asksFor("-h", words)) {
    return findHelp(isHelpCommand ? words.slice(1) : words, width);
  }
  const finding = findCommand(COMMAND_TABLE, words);
  if (finding.kind === "unknown") return finding;
  if (finding.kind === "topic") return help(finding.topic, width);
  const { id, entry, rest } = finding;
  const definition = await entry.load();
  refuseFlags(definition, splitAtDashes(definition, rest).before);
  const { raw, json } = await sortWords({ id, definition }, rest);
  return { kind: "call", invocation: { definition, input: readInput(id, definition, raw), json } };
}

async function findHelp(words: readonly string[], width: number): Promise<Understood> {
  const end = words.findIndex((word) => word.startsWith("-"));
  const subject = end === -1 ? words : words.slice(0, end);
  if (subject.length === 0) return help(undefined, width);
  const finding = findCommand(COMMAND_TABLE, subject);
  if (finding.kind === "unknown") return finding;
  return help(finding.kind === "topic" ? finding.topic : finding.id, width);
}

async function help(subject: string | undefined, width: number): Promise<Understood> {
  const { helpText } = await import("./help-text.ts");
  return { kind: "help", text: await helpText(subject, width) };
}
