import { createNodeHost } from "@k6p/core/host/node/node-host";
import { runWords } from "../src/frame/run-words.ts";
import type { Terminal } from "../src/terminal/terminal.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import { bareEnvironment, type Ran, runK6p, type RunOptions, throwAwayHome } from "./run-k6p.ts";

/** Commands that give their own streams to a child. */
const NEED_PROCESS = new Set(["exec", "shell", "tour"]);

/**
 * Runs a command line in this process, with the environment, home and input that `runK6p` would give a process of its own. For tests in
 * which a process proves nothing: no start-up, signals or streams of the system. `exec` and `shell` still get a process.
 */
export async function runInProcess(
  words: readonly string[],
  options: RunOptions & { readonly terminal?: Partial<Terminal> } = {},
): Promise<Ran> {
  if (NEED_PROCESS.has(words[0] ?? "")) return runK6p(words, options);
  const home = options.home ?? throwAwayHome();
  const env = bareEnvironment(home, options.env);
  const terminal = recordedTerminal({ env, ...options.terminal });
  terminal.input.end(options.stdin ?? "");
  const host = createNodeHost({ env, workingDirectory: options.cwd ?? home });
  const { exitCode, signal } = await runWords(words, terminal, host);
  return { code: exitCode, signal, stdout: terminal.output.printed, stderr: terminal.output.errors };
}
