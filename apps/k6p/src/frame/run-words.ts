import type { Engine } from "@k6p/core/engine/engine";
import type { Host } from "@k6p/core/host/host";
import { COMMAND_TABLE } from "./commands.ts";
import { completeHere } from "./complete-here.ts";
import { type Finding, findCommand } from "./find-command.ts";
import { takeGlobalFlags } from "./global-flags.ts";
import { parsePlainWords } from "./parse-plain-words.ts";
import { readInput } from "./read-input.ts";
import { reportingErrors } from "./reporting-errors.ts";
import { type Ending, type Invocation, runDefinition, type Surroundings } from "./run-definition.ts";
import { machineEngine } from "../machine-engine.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";

/** Runs a command line, without `k6p`, and resolves to how the process ends. `host` is this machine unless given. Never rejects. */
export function runWords(typed: readonly string[], terminal: Terminal, host?: Host): Promise<Ending> {
  return reportingErrors(typed, terminal, async () => {
    const { words, ...behavior } = takeGlobalFlags(typed);
    return dispatch(words, {
      terminal,
      host,
      makeEngine: machineEngine,
      loadWholeEngine,
      completeWords: completeHere,
      ...behavior,
    });
  });
}

const loadWholeEngine = async (...machine: Parameters<typeof machineEngine>): Promise<Engine> =>
  machineEngine(...machine);

async function dispatch(words: readonly string[], surroundings: Surroundings): Promise<Ending> {
  const { terminal } = surroundings;
  if (words[0] === "--version" || words[0] === "-v") {
    await terminal.print(`k6p ${VERSION}\n`);
    return { exitCode: 0 };
  }
  const finding = findCommand(COMMAND_TABLE, words);
  // With K6P_FRAME=oclif, or =whole, the tests compare the ways that words take.
  const plain = terminal.env["K6P_FRAME"] === "oclif" ? undefined : await understandPlainly(finding);
  if (plain !== undefined) return runDefinition(plain, surroundings);
  const { understandWords } = await import("../oclif/understand-words.ts");
  const understood = await understandWords(words, terminal.width);
  if (understood.kind === "call")
    return runDefinition(understood.invocation, {
      ...surroundings,
      mayAnnounceUpdate: finding.kind === "command" && !finding.entry.hot,
    });
  if (understood.kind === "unknown") {
    const { unknownCommand } = await import("./unknown-command.ts");
    throw await unknownCommand(understood.words, surroundings);
  }
  await terminal.print(understood.text);
  return { exitCode: 0 };
}

/** The call of a hot command if its words are plain; otherwise undefined. */
async function understandPlainly(finding: Finding): Promise<Invocation | undefined> {
  if (finding.kind !== "command" || !finding.entry.hot) return undefined;
  const definition = await finding.entry.load();
  const plain = parsePlainWords(definition, finding.rest);
  if (plain === undefined) return undefined;
  return { definition, input: readInput(finding.id, definition, plain.raw), json: plain.json };
}
