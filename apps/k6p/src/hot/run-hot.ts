import { composeEngine } from "@k6p/core/engine/compose-engine";
import type { Engine, PartMakers } from "@k6p/core/engine/engine";
import type { EngineMaker } from "../context.ts";
import type { CompleteWords } from "../completion/candidate-source.ts";
import type { AnyCommand } from "../frame/command-definition.ts";
import { takeGlobalFlags } from "../frame/global-flags.ts";
import { runMain } from "../frame/main.ts";
import { parsePlainWords } from "../frame/parse-plain-words.ts";
import { readInput } from "../frame/read-input.ts";
import { reportingErrors } from "../frame/reporting-errors.ts";
import { type Ending, runDefinition } from "../frame/run-definition.ts";
import { givenParts } from "../given-parts.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface HotCommand {
  readonly id: string;
  readonly definition: AnyCommand;
  /** In the built program only those of the parts that the command uses, and that these need: the build reads them in the types. */
  readonly makers: PartMakers;
  /** What names it: its id and short forms; empty where it is the default. */
  readonly calls: readonly string[];
}

/** The program of one hot command: runs words that leave no doubt, and leaves all others to the program with every command. */
export function runHot(command: HotCommand): void {
  runMain(async (typed, terminal) => {
    const ending = terminal.env["K6P_FRAME"] === undefined ? runPlainly(command, typed, terminal) : undefined;
    if (ending !== undefined) return ending;
    const { runWords } = await import("../frame/run-words.ts");
    return runWords(typed, terminal);
  });
}

async function loadWholeEngine(...machine: Parameters<EngineMaker>): Promise<Engine> {
  const { machineEngine } = await import("../machine-engine.ts");
  return machineEngine(...machine);
}

const completeWords: CompleteWords = async (words, source) => {
  const { completeHere } = await import("../frame/complete-here.ts");
  return completeHere(words, source);
};

/** Undefined when the words are not plainly a call of the command. */
function runPlainly(
  { id, definition, makers, calls }: HotCommand,
  typed: readonly string[],
  terminal: Terminal,
): Promise<Ending> | undefined {
  const { words, ...behavior } = takeGlobalFlags(typed);
  const rest = withoutName(words, calls);
  const plain = rest === undefined ? undefined : parsePlainWords(definition, rest);
  if (plain === undefined) return undefined;
  const makeEngine: EngineMaker = (host, given): Engine => composeEngine(givenParts(host, given), makers);
  return reportingErrors(typed, terminal, async () => {
    const invocation = { definition, input: readInput(id, definition, plain.raw), json: plain.json };
    return runDefinition(invocation, { terminal, makeEngine, loadWholeEngine, completeWords, ...behavior });
  });
}

/** What follows the words of the command's name; undefined when they name another. */
function withoutName(words: readonly string[], calls: readonly string[]): readonly string[] | undefined {
  const lengths = calls
    .filter((call) => call !== "" && `${words.join(" ")} `.startsWith(`${call} `))
    .map((call) => call.split(" ").length);
  if (lengths.length > 0) return words.slice(Math.max(...lengths));
  const isUnnamed = words[0] === undefined || words[0].startsWith("-");
  return isUnnamed && calls.includes("") ? words : undefined;
}
