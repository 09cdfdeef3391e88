import type { Needs, Parts } from "../../engine/engine.ts";
import { type Problem, problemOf } from "../../errors/problem.ts";
import type { ChildOutput } from "../../host/host.ts";
import { k6ExitMeaning } from "../../k6-config/k6-exit-codes.ts";
import type { Profile } from "../../profiles/profile.ts";
import { chooseProfilesHere, type ProfileSelection } from "../select/choose-profiles.ts";
import { requireGuard } from "../select/require-guard.ts";
import { resolveProgram, runProgram } from "./run-program.ts";
import { withPrivateConfig } from "./with-private-config.ts";

/** How many commands run at the same time unless you say otherwise. */
export const DEFAULT_JOBS = 4;

export interface ExecOnManyRequest {
  readonly selection: ProfileSelection;
  /** The program and its arguments; not empty. */
  readonly command: readonly string[];
  readonly withEnv: boolean;
  /** Do not ask before protected profiles are used. */
  readonly yes?: boolean | undefined;
  /** How many run at the same time; at least 1. */
  readonly jobs: number;
  /** Whether to start no further command once one has failed. */
  readonly failFast: boolean;
  /** Called with each whole line that a command prints, without its line break. */
  readonly onLine: (profile: Profile, stream: ChildOutput, line: string) => void;
}

export interface CommandResult {
  readonly profile: Profile;
  /** `not-started`: the profile has no usable token, or an earlier one failed with `failFast`. */
  readonly outcome: "succeeded" | "failed" | "not-started";
  /** Undefined when a signal ended the command, and where none was started. */
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** What the exit code means where it is one of k6's. */
  readonly meaning: string | undefined;
  readonly milliseconds: number;
  readonly problem: Problem | undefined;
}

/**
 * Runs one command with several profiles, some at the same time, each with a private file as `execCommand` does. Every one that was started
 * ends before this returns; a signal to k6p reaches them all. The results have the order of the selection. Throws before the first start:
 * what `chooseProfilesHere` throws, `COMMAND_NOT_FOUND` and `COMMAND_NOT_EXECUTABLE`.
 */
export async function execOnMany(
  engine: Parts<"host"> & Needs<typeof chooseProfilesHere | typeof runOne | typeof requireGuard>,
  request: ExecOnManyRequest,
): Promise<readonly CommandResult[]> {
  const [program = "", ...parameters] = request.command;
  const path = resolveProgram(engine, program);
  const profiles = await chooseProfilesHere(engine, request.selection);
  await requireGuard(engine, profiles, { yes: request.yes, command: typedCommand(request.selection) });
  const results: CommandResult[] = [];
  const state = { next: 0, stopped: false };
  const work = async (): Promise<void> => {
    for (let index = state.next++; index < profiles.length; index = state.next++) {
      const profile = profiles[index];
      if (profile === undefined) return;
      const result = state.stopped
        ? notStarted(profile)
        : await runOne(engine, { ...request, profile, program: path, parameters });
      results[index] = result;
      const wasInterrupted = result.signal === "SIGINT" || result.signal === "SIGTERM";
      if ((request.failFast && result.outcome !== "succeeded") || wasInterrupted) state.stopped = true;
    }
  };
  await Promise.all(Array.from({ length: Math.min(request.jobs, profiles.length) }, work));
  return results;
}

function typedCommand({ names, tag, all }: ProfileSelection): string {
  const selected = tag === undefined ? (all === true ? "--all" : names.join(",")) : `--tag ${tag}`;
  return `k6p exec ${selected}`.trimEnd();
}

interface Run extends Pick<ExecOnManyRequest, "withEnv" | "onLine"> {
  readonly profile: Profile;
  readonly program: string;
  readonly parameters: readonly string[];
}

async function runOne(
  engine: Parts<"host"> & Needs<typeof withPrivateConfig | typeof runProgram>,
  { profile, program, parameters, withEnv, onLine }: Run,
): Promise<CommandResult> {
  const start = engine.host.clock.monotonicMs();
  const elapsed = (): number => Math.round(engine.host.clock.monotonicMs() - start);
  const lines = splitLines((stream, line) => onLine(profile, stream, line));
  try {
    const { exitCode, signal } = await withPrivateConfig(engine, { profile, withEnv }, ({ env }) =>
      runProgram(engine, { program, arguments: parameters, env, onOutput: lines.add }),
    );
    lines.end();
    return {
      profile,
      outcome: exitCode === 0 ? "succeeded" : "failed",
      exitCode,
      signal,
      meaning: exitCode === undefined ? undefined : k6ExitMeaning(exitCode),
      milliseconds: elapsed(),
      problem: undefined,
    };
  } catch (error) {
    return { ...notStarted(profile), milliseconds: elapsed(), problem: problemOf(error) };
  }
}

function notStarted(profile: Profile): CommandResult {
  return {
    profile,
    outcome: "not-started",
    exitCode: undefined,
    signal: undefined,
    meaning: undefined,
    milliseconds: 0,
    problem: undefined,
  };
}

/** Hands on whole lines of each stream; the rest without a line break comes at the end. */
function splitLines(onLine: (stream: ChildOutput, line: string) => void): {
  readonly add: (stream: ChildOutput, text: string) => void;
  readonly end: () => void;
} {
  const rest = { stdout: "", stderr: "" };
  return {
    add(stream, text) {
      const lines = (rest[stream] + text).split(/\r?\n/);
      rest[stream] = lines.pop() ?? "";
      for (const line of lines) onLine(stream, line);
    },
    end() {
      for (const stream of ["stdout", "stderr"] as const) if (rest[stream] !== "") onLine(stream, rest[stream]);
    },
  };
}
