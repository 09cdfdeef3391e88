import { setTimeout } from "node:timers/promises";
import { makeBase } from "./base-home.ts";
import { chooseFaults, type Choice } from "./choose-faults.ts";
import { type Fault, isKill } from "./fault.ts";
import type { Call, FaultHome } from "./fault-home.ts";
import {
  type Expectation,
  type HomeState,
  judgeEnding,
  judgeHome,
  judgeLeftovers,
  judgeLoss,
  readState,
} from "./judge.ts";
import { errorCodeOf, type ProgramRun } from "./program-run.ts";
import type { Scenario } from "./scenario.ts";
import { remoteEnvironment } from "./team-remote.ts";

/** What was found about one command. */
export interface Trial {
  readonly title: string;
  /** Calls that change files, without a fault. */
  readonly calls: number;
  readonly tried: number;
  /** Faults at calls that the command did not make this time. */
  readonly notReached: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly fault: Fault;
  readonly reasons: readonly string[];
}

export function titleOf(command: string, { name }: Scenario): string {
  return name === undefined ? command : `${command} (${name})`;
}

export interface TrialRequest {
  readonly command: string;
  readonly scenario: Scenario;
  readonly choice: Choice;
  /** Leaves out faults that are not meant. */
  readonly only?: (fault: Fault) => boolean;
}

/** Runs one command with one fault after the other. */
export async function tryFaults(home: FaultHome, request: TrialRequest): Promise<Trial> {
  const { command, choice, only = () => true } = request;
  const scenario = withRemote(home, request.scenario);
  if (!home.has("base")) {
    await makeBase(home);
    home.keepAs("base");
  }
  const { expectation, calls } = await learn(home, scenario);
  const failures: Failure[] = [];
  let tried = 0;
  let notReached = 0;
  for (const fault of chooseFaults(calls, choice).filter(only)) {
    home.bringBack("start");
    const met = await home.runWatched(scenario, fault);
    if (met.calls.length < fault.at.number) {
      notReached++;
      continue;
    }
    const reasons = await judge(home, { fault, run: met.run, turn: tried++ }, expectation);
    if (reasons.length > 0) failures.push({ fault, reasons });
  }
  return { title: titleOf(command, scenario), calls: calls.length, tried, notReached, failures };
}

function withRemote(home: FaultHome, scenario: Scenario): Scenario {
  return { ...scenario, env: { ...remoteEnvironment(home.outside("remote")), ...scenario.env } };
}

/** Runs the command without a fault, twice. */
async function learn(home: FaultHome, scenario: Scenario) {
  home.bringBack("base");
  await scenario.prepare?.(home);
  home.keepAs("start");
  const before = await readState(home);
  const { run, calls } = await home.runWatched(scenario);
  if (run.code !== (scenario.code ?? 0))
    throw new Error(`${scenario.words.join(" ")} ended with ${run.code} without a fault\n${run.stdout}${run.stderr}`);
  const after = await readState(home);
  const again = await home.run(scenario);
  const afterAgain = await readState(home);
  const expectation: Expectation = { scenario, before, after, afterAgain, again };
  return { expectation, calls };
}

interface Met {
  readonly fault: Fault;
  readonly run: ProgramRun;
  readonly turn: number;
}

async function judge(home: FaultHome, { fault, run, turn }: Met, expectation: Expectation): Promise<readonly string[]> {
  const ending = isKill(fault.kind) ? [] : judgeEnding(run, expectation);
  const faulted = await readState(home);
  const reasons = [...ending, ...judgeHome(home, faulted, expectation)];
  await outliveHalfLocks(faulted);
  const next = nextCommand(expectation.scenario, isKill(fault.kind) ? 0 : turn);
  const second = await home.run(next.call);
  const state = await readState(home);
  const afterwards = [
    ...(next.isSame ? judgeRepetition(second, expectation) : judgeEnding(second, { scenario: { words: ["x"] } })),
    ...judgeHome(home, state, expectation),
    ...judgeLoss(faulted, state, expectation),
    ...judgeLeftovers(state, expectation, next.isSame),
  ];
  return [...reasons, ...afterwards.map((reason) => `after ${next.call.words.join(" ")}: ${reason}`)];
}

/** A lock whose writer was killed before it wrote its name counts as taken for a second. */
async function outliveHalfLocks({ files }: HomeState): Promise<void> {
  const half = files.some(({ path, text }) => /\/(locks|loose)\//.test(path) && !text.endsWith("\n"));
  if (half) await setTimeout(1_100);
}

function nextCommand(scenario: Scenario, turn: number): { readonly call: Call; readonly isSame: boolean } {
  const others: readonly Call[] = [{ words: ["profile", "list"] }, { words: ["status"] }];
  const call = turn % 3 === 0 ? undefined : others[turn % others.length];
  return call === undefined ? { call: scenario, isSame: true } : { call, isSame: false };
}

/** The command, run again after a fault, ends as it does in a home where it was never run, or in one where it has run. */
function judgeRepetition(run: ProgramRun, { scenario, again }: Expectation): readonly string[] {
  if (run.code === (scenario.code ?? 0)) return judgeEnding(run, { scenario });
  if (run.code === again.code && errorCodeOf(run) === errorCodeOf(again)) return [];
  return [`ended with ${run.code ?? run.signal}: ${run.stderr.slice(0, 500)}`];
}
