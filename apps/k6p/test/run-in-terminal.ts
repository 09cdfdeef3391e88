import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";
import { bareEnvironment, PROGRAM, requireProgram } from "./run-k6p.ts";

const DEADLINE_MS = 20_000;

export interface Typing {
  /** Text on the screen to wait for. */
  readonly after: string;
  readonly type: string;
  /** Columns and rows that the terminal has from then on, before anything is typed. */
  readonly resize?: readonly [columns: number, rows: number];
}

export interface TerminalRun {
  readonly code: number;
  /** Everything that appeared on the screen, without the sequences that move and colour it. */
  readonly screen: string;
  /** The same with every sequence. */
  readonly raw: string;
}

interface TerminalOptions {
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly typing?: readonly Typing[];
  /** A program instead of k6p, with its words. */
  readonly program?: string;
}

/** Runs the built program on a real terminal (a pty), typing when what is waited for appears. */
export function runInTerminal(
  words: readonly string[],
  { home, env, typing = [], program }: TerminalOptions,
): Promise<TerminalRun> {
  requireProgram();
  const commandLine = program === undefined ? [PROGRAM, ...words] : [...words];
  const terminal = spawn(program ?? process.execPath, commandLine, {
    cols: 100,
    rows: 30,
    cwd: home,
    env: { TERM: "xterm", ...bareEnvironment(home, env) },
  });
  const waiting = [...typing];
  let screen = "";
  let raw = "";
  let typedUntil = 0;
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      terminal.kill("SIGKILL");
      reject(new Error(`k6p ${words.join(" ")} did not end; on the screen:\n${screen}`));
    }, DEADLINE_MS);
    terminal.onData((data) => {
      raw += data;
      screen += plainText(data);
      const [next] = waiting;
      const found = next === undefined ? -1 : screen.indexOf(next.after, typedUntil);
      if (next === undefined || found < 0) return;
      typedUntil = found + next.after.length;
      waiting.shift();
      if (next.resize !== undefined) terminal.resize(...next.resize);
      terminal.write(next.type);
    });
    terminal.onExit(({ exitCode }) => {
      clearTimeout(deadline);
      resolve({ code: exitCode, screen, raw });
    });
  });
}

function plainText(data: string): string {
  return stripVTControlCharacters(data).replaceAll("\r\n", "\n");
}
