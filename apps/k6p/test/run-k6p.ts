import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject, onTestFinished } from "vitest";

export const PROGRAM = fileURLToPath(new URL("../bin/k6p.cjs", import.meta.url));
const DEADLINE_MS = 20_000;

export interface RunOptions {
  /** Folder that is HOME and holds K6P_HOME; a new one, removed after the test, unless given. */
  readonly home?: string;
  /** Added to a bare environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text on standard input; nothing unless given. */
  readonly stdin?: string;
  readonly cwd?: string;
  /** When it is ended; after 20 seconds unless given. */
  readonly deadlineMs?: number;
}

export interface Ran {
  /** Exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program in a home of its own. */
export function runK6p(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  requireProgram();
  const home = options.home ?? throwAwayHome();
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: options.cwd ?? home,
    env: bareEnvironment(home, options.env),
    timeout: options.deadlineMs ?? DEADLINE_MS,
    killSignal: "SIGKILL",
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  child.stdin.on("error", () => {});
  child.stdin.end(options.stdin ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal === "SIGKILL") reject(new Error(`k6p ${words.join(" ")} did not end\n${output.stderr}`));
      else resolve({ code: code ?? undefined, signal: signal ?? undefined, ...output });
    });
  });
}

/** A new folder to be HOME, removed after the test. */
export function throwAwayHome(): string {
  const home = mkdtempSync(join(tmpdir(), "k6p-test-"));
  // What a test has ended may still be writing its last lines.
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 10 }));
  return home;
}

/** An environment that leads k6p to nothing outside of `home`. */
export function bareEnvironment(home: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, "AppData", "Roaming"),
    LOCALAPPDATA: join(home, "AppData", "Local"),
    K6P_HOME: join(home, ".k6p"),
    XDG_CONFIG_HOME: join(home, ".config"),
    ...env,
  };
}

/** Throws when the program could not be built. */
export function requireProgram(): void {
  const failure = inject("buildFailure");
  if (failure !== "") throw new Error(`the program could not be built:\n${failure}`);
}
