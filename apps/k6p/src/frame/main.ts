import { nodeTerminal } from "../terminal/node-terminal.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { reportError } from "./report-error.ts";
import type { Ending } from "./run-definition.ts";

/** Runs the words that this process was started with, and ends it as `run` says. */
export function runMain(run: (words: readonly string[], terminal: Terminal) => Promise<Ending>): void {
  // The environment may have tokens (K6P_TOKEN_…), and a crash can make Node write a report.
  if (process.report !== undefined) process.report.excludeEnv = true;
  const terminal = nodeTerminal();
  process.on("uncaughtException", (error) => {
    void reportError(error, { terminal, json: false }).then((exitCode) => process.exit(exitCode));
  });
  void run(process.argv.slice(2), terminal).then(({ exitCode, signal }) => {
    if (signal !== undefined) process.kill(process.pid, signal);
    process.exit(exitCode);
  });
}
