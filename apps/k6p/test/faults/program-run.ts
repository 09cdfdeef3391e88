import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const PROGRAM = fileURLToPath(new URL("../../bin/k6p.cjs", import.meta.url));
const DEADLINE_MS = 60_000;

export interface ProgramCall {
  readonly words: readonly string[];
  readonly stdin?: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface ProgramRun {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** It did not end within a minute. */
  readonly hung: boolean;
}

/** Runs the built program. */
export function runProgram({ words, stdin, cwd, env }: ProgramCall): Promise<ProgramRun> {
  const child = spawn(process.execPath, [PROGRAM, ...words], { cwd, env, timeout: DEADLINE_MS, killSignal: "SIGTERM" });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  child.stdin.on("error", () => {});
  child.stdin.end(stdin ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code: code ?? undefined, signal: signal ?? undefined, ...output, hung: signal === "SIGTERM" });
    });
  });
}

/** The code in the last line of an error, such as `FILE_WRITE_FAILED`. */
export function errorCodeOf({ stderr }: ProgramRun): string | undefined {
  return /^\(([A-Z0-9_]+)\)$/m.exec(stderr)?.[1];
}
