import { createNodeHost } from "@k6p/core/host/node/node-host";
import { runWords } from "../src/frame/run-words.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import { bareEnvironment, type Ran, type RunOptions, throwAwayHome } from "./run-k6p.ts";

/**
 * Runs a command line in this process, with the environment, home and input that `runK6p` would give a process of its own. For what
 * does not depend on a process: no `exec` or `shell`, no terminal, no signals, no start-up.
 */
export async function runInProcess(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const home = options.home ?? throwAwayHome();
  const env = bareEnvironment(home, options.env);
  const terminal = recordedTerminal({ env });
  terminal.input.end(options.stdin ?? "");
  const host = createNodeHost({ env, workingDirectory: options.cwd ?? home });
  const { exitCode, signal } = await runWords(words, terminal, host);
  return { code: exitCode, signal, stdout: terminal.output.printed, stderr: terminal.output.errors };
}
