import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bareEnvironment, PROGRAM, type Ran, requireProgram, type RunOptions } from "./run-k6p.ts";

const DEADLINE_MS = 30_000;
/** Every program that is started, with all of its words and its whole environment. */
const TRACER = ["-f", "--seccomp-bpf", "-qq", "-v", "-s", "100000", "-e", "trace=execve", "-e", "signal=none"];

export interface TracedRun extends Ran {
  /** What strace saw: the words and the environment of every program. */
  readonly started: string;
}

/** Runs the built program under strace. */
export async function runTraced(
  words: readonly string[],
  { home, env, stdin }: RunOptions & { readonly home: string },
): Promise<TracedRun> {
  requireProgram();
  const log = join(home, "strace.log");
  const child = spawn("strace", [...TRACER, "-o", log, process.execPath, PROGRAM, ...words], {
    cwd: home,
    env: bareEnvironment(home, env),
    timeout: DEADLINE_MS,
    killSignal: "SIGKILL",
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  child.stdin.on("error", () => {});
  child.stdin.end(stdin ?? "");
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (...end) => resolve(end));
  });
  const started = readFileSync(log, "utf8");
  rmSync(log);
  return { code: code ?? undefined, signal: signal ?? undefined, ...output, started };
}
