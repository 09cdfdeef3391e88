import { asksFor } from "./asks-for.ts";
import { type Finding, findCommand } from "./find-command.ts";
import { parsePlainWords } from "./parse-plain-words.ts";
import { readInput } from "./read-input.ts";
import { reportError, reportLost } from "./report-error.ts";
import { type Ending, type Invocation, runDefinition } from "./run-definition.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";

/** Runs what the words of a command line ask for, and resolves to how the process ends. Never rejects. */
export async function runWords(words: readonly string[], terminal: Terminal): Promise<Ending> {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    try {
      return { exitCode: await reportError(error, { terminal, json: asksFor("--json", words) }) };
    } catch (lost) {
      return { exitCode: reportLost(lost, terminal) };
    }
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<Ending> {
  if (words[0] === "--version" || words[0] === "-v") {
    await terminal.print(`k6p ${VERSION}\n`);
    return { exitCode: 0 };
  }
  const finding = findCommand(words);
  // With K6P_FRAME=oclif the tests compare both frames.
  const plain = terminal.env["K6P_FRAME"] === "oclif" ? undefined : await understandPlainly(finding);
  if (plain !== undefined) return runDefinition(plain, terminal);
  const { runWithOclif } = await import("../oclif/run-with-oclif.ts");
  return runWithOclif(words, terminal);
}

/** The call of a hot command whose words leave no doubt; undefined for everything else. */
async function understandPlainly(finding: Finding): Promise<Invocation | undefined> {
  if (finding.kind !== "command" || !finding.entry.hot) return undefined;
  const definition = await finding.entry.load();
  const plain = parsePlainWords(definition, finding.rest);
  if (plain === undefined) return undefined;
  return { definition, input: readInput(finding.id, definition, plain.raw), json: plain.json };
}
