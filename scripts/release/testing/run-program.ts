import { spawn } from "node:child_process";

const DEADLINE_MS = 60_000;

export interface ProgramRun {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with a whole environment; the test's own process goes on meanwhile. Rejects when it does not end. */
export function runProgram(
  command: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string; readonly input?: string },
): Promise<ProgramRun> {
  const [program = "", ...words] = command;
  const child = spawn(program, words, {
    env: options.env,
    cwd: options.cwd,
    timeout: DEADLINE_MS,
    killSignal: "SIGKILL",
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") reject(new Error(`${command.join(" ")} did not end\n${output.stderr}`));
      else resolve({ code: code ?? undefined, ...output });
    });
  });
}
