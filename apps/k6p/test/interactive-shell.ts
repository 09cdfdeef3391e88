import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { findShell } from "@k6p/core/testing/real-shells";
import { type IPty, spawn } from "@lydell/node-pty";
import { onTestFinished } from "vitest";
import { VAULT } from "./profile-home.ts";
import { bareEnvironment, PROGRAM, requireProgram } from "./run-k6p.ts";

const DEADLINE_MS = 20_000;

export type ShellName = "bash" | "zsh" | "fish" | "elvish" | "nu";

/** Where each shell looks for its startup file below a home, and what makes it read that. */
const STARTUP: Readonly<Record<ShellName, { readonly file: string; readonly words: readonly string[] }>> = {
  bash: { file: ".bashrc", words: ["-i"] },
  zsh: { file: ".zshrc", words: ["-i"] },
  fish: { file: ".config/fish/config.fish", words: ["-i"] },
  elvish: { file: ".config/elvish/rc.elv", words: [] },
  nu: { file: ".config/nushell/config.nu", words: [] },
};

/** What a program that the shell starts would see. */
export interface Seen {
  readonly profile: string;
  readonly bound: string;
  readonly token: string;
  readonly config: string;
  readonly folder: string;
  /** What came on the screen since the last question. */
  readonly screen: string;
}

interface ShellOptions {
  readonly home: string;
  /** Lines of the startup file. */
  readonly startup?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is to be run in place of the shell alone, ending with a shell. */
  readonly command?: readonly string[];
}

/** A shell on a pty, typed into as a person would, with `k6p` on its PATH. */
export class InteractiveShell {
  readonly #terminal: IPty;
  readonly #end: Promise<number>;
  readonly #waiting = new Set<() => void>();
  readonly #flushes: boolean;
  #screen = "";
  #shown = 0;
  #questions = 0;
  #typed = 0;

  constructor(shell: ShellName, { home, startup, env, command }: ShellOptions) {
    requireProgram();
    this.#flushes = shell === "nu";
    if (startup !== undefined) writeFile(join(home, STARTUP[shell].file), startup);
    writeProgramK6p(home);
    // Without it, fish begins to read all manual pages.
    mkdirSync(join(home, ".local", "share", "fish", "generated_completions"), { recursive: true });
    const [program = "", ...words] = command ?? [findShell(shell) ?? shell, ...STARTUP[shell].words];
    this.#terminal = spawn(program, words, {
      cols: 250,
      rows: 50,
      cwd: home,
      env: shellEnvironment(home, env),
    });
    this.#terminal.onData((data) => this.#take(data));
    this.#end = new Promise((resolve) => this.#terminal.onExit(({ exitCode }) => resolve(exitCode)));
    onTestFinished(async () => {
      this.kill();
      await this.#end;
    });
  }

  type(line: string): void {
    this.#typed++;
    this.#terminal.write(`${line}\r`);
  }

  /** Types without a line end. */
  press(keys: string): void {
    this.#terminal.write(keys);
  }

  /** Types lines, one after the other, and asks what a program sees then. */
  async see(...lines: readonly string[]): Promise<Seen> {
    for (const line of lines) {
      await this.#prompt();
      this.type(line);
      if (line !== lines.at(-1)) await this.#ask();
    }
    const start = this.#shown;
    const [profile = "", bound = "", token = "", config = "", folder = ""] = (await this.#ask()).split("|");
    return { profile, bound, token, config, folder, screen: this.screen().slice(start) };
  }

  /** Waits until a text has come on the screen. */
  async waitFor(text: string): Promise<void> {
    await this.#until(() => this.screen().includes(text), text);
  }

  screen(): string {
    return stripVTControlCharacters(this.#screen).replaceAll("\r\n", "\n");
  }

  /** The exit code. */
  async end(line = "exit"): Promise<number> {
    this.type(line);
    return this.#within(this.#end, "its end");
  }

  kill(signal = "SIGKILL"): void {
    try {
      this.#terminal.kill(signal);
    } catch {
      // It has ended.
    }
  }

  /** The text is not what is typed, so that its echo is not taken for it. */
  async #ask(): Promise<string> {
    await this.#prompt();
    const mark = `SEEN${++this.#questions}:`;
    this.type(` sh -c 'echo "SE""EN${this.#questions}:$K6P_PROFILE|$K6P_BOUND|$K6_CLOUD_TOKEN|$K6_CONFIG|$(pwd -P)|"'`);
    const answer = (): string | undefined => new RegExp(`${mark}([^]*\\|)\\n`).exec(this.screen())?.[1];
    await this.#until(() => answer() !== undefined, mark);
    this.#shown = this.screen().indexOf(mark);
    return answer() ?? "";
  }

  /** nushell forgets what is typed while it is busy, but marks where its prompts end. */
  async #prompt(): Promise<void> {
    if (!this.#flushes) return;
    await this.#until(() => {
      const begun = this.#screen.split("\u001b]133;C");
      return begun.length > this.#typed && (begun.at(-1) ?? "").includes("\u001b]133;B");
    }, "a prompt");
  }

  #take(data: string): void {
    this.#screen += data;
    // nushell asks where the cursor is, and waits for the answer.
    if (data.includes("\u001b[6n")) this.#terminal.write("\u001b[1;1R");
    for (const look of this.#waiting) look();
  }

  async #until(isThere: () => boolean, what: string): Promise<void> {
    let look = (): void => {};
    const there = new Promise<void>((resolve) => {
      look = () => {
        if (isThere()) resolve();
      };
      this.#waiting.add(look);
      look();
    });
    await this.#within(there, what).finally(() => this.#waiting.delete(look));
  }

  async #within<Result>(promise: Promise<Result>, what: string): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`waited in vain for ${what}; on the screen:\n${this.screen()}`)),
        DEADLINE_MS,
      );
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }
}

/** What was asked of `k6p` in the shells of a home, one line a call. */
export function callsOfK6p(home: string): readonly string[] {
  return readFileSync(join(home, "calls"), { encoding: "utf8", flag: "a+" }).split("\n").slice(0, -1);
}

export function shellEnvironment(home: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const bare = bareEnvironment(home, VAULT);
  return {
    ...bare,
    PATH: `${join(home, "bin")}${delimiter}${bare["PATH"]}`,
    TERM: "xterm",
    LC_ALL: "C.UTF-8",
    CALLS: join(home, "calls"),
    NODE: process.execPath,
    K6P: PROGRAM,
    ...env,
  };
}

/** Puts a `k6p` on the PATH of shells in a home, which notes its calls. */
export function writeProgramK6p(home: string): void {
  writeFile(join(home, "bin", "k6p"), K6P, 0o755);
}

const K6P = '#!/bin/sh\necho "$*" >>"$CALLS"\nexec "$NODE" "$K6P" "$@"\n';

function writeFile(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}
