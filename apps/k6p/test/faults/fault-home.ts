import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Fault, RecordedCall } from "./fault.ts";
import { kindForShim, parseCalls } from "./fault.ts";
import { type ProgramRun, runProgram } from "./program-run.ts";

export interface Call {
  readonly words: readonly string[];
  readonly stdin?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A home that can be put back to what it was. Its path stays the same, since k6p's files depend on it. */
export class FaultHome {
  readonly #root: string;
  readonly #shim: string;
  readonly path: string;
  /** The working folder of every command. */
  readonly work: string;

  /** In an own folder. */
  constructor(root: string, shim: string) {
    this.#root = root;
    this.#shim = shim;
    this.path = join(root, "home");
    this.work = join(this.path, "work");
  }

  get env(): Readonly<Record<string, string>> {
    return {
      PATH: process.env["PATH"] ?? "",
      HOME: this.path,
      USER: "anna",
      SHELL: "/bin/sh",
      TMPDIR: this.outside("tmp"),
      K6P_HOME: join(this.path, ".k6p"),
      K6P_STORE: "file",
      XDG_CONFIG_HOME: join(this.path, ".config"),
      XDG_CACHE_HOME: this.outside("cache"),
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      NODE_COMPILE_CACHE: this.outside("compiled"),
    };
  }

  /** A path next to the home, for what is not part of it. */
  outside(name: string): string {
    return join(this.#root, name);
  }

  empty(): void {
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(this.work, { recursive: true });
    mkdirSync(this.outside("tmp"), { recursive: true });
  }

  write(path: string, text: string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), "utf8");
  }

  keepAs(name: string): void {
    const kept = this.outside(`kept-${name}`);
    rmSync(kept, { recursive: true, force: true });
    copy(this.path, kept);
  }

  bringBack(name: string): void {
    rmSync(this.path, { recursive: true, force: true });
    copy(this.outside(`kept-${name}`), this.path);
  }

  has(name: string): boolean {
    return existsSync(this.outside(`kept-${name}`));
  }

  run(call: Call): Promise<ProgramRun> {
    return runProgram({ ...call, cwd: this.work, env: { ...this.env, ...call.env } });
  }

  /** Runs a command that has to succeed, and gives what it printed. */
  async k6p(words: readonly string[], rest: Omit<Call, "words"> = {}): Promise<string> {
    const run = await this.run({ words, ...rest });
    if (run.code === 0) return run.stdout;
    throw new Error(`k6p ${words.join(" ")} ended with ${run.code ?? run.signal}\n${run.stdout}${run.stderr}`);
  }

  /** Runs a command and lists its calls that change files; with a fault, that one happens. */
  async runWatched(
    call: Call,
    fault?: Fault,
  ): Promise<{ readonly run: ProgramRun; readonly calls: readonly RecordedCall[] }> {
    const log = this.outside("calls");
    rmSync(log, { force: true });
    const run = await this.run({
      ...call,
      env: {
        ...call.env,
        LD_PRELOAD: this.#shim,
        FAULT_ROOT: this.path,
        FAULT_LOG: log,
        ...(fault === undefined ? {} : { FAULT_AT: `${fault.at.number}`, FAULT_KIND: kindForShim(fault.kind) }),
      },
    });
    return { run, calls: existsSync(log) ? parseCalls(readFileSync(log, "utf8")) : [] };
  }
}

/** With modes and times, of folders too, which Node's own copy leaves out. */
function copy(from: string, to: string): void {
  execFileSync("cp", ["-a", from, to]);
}
