import { nodeTerminal } from "../terminal/node-terminal.ts";
import { reportError } from "./report-error.ts";
import { runWords } from "./run-words.ts";

const terminal = nodeTerminal();

async function endAfterFault(error: unknown): Promise<void> {
  process.exit(await reportError(error, { terminal, json: false }));
}

process.on("uncaughtException", (error) => {
  void endAfterFault(error);
});

void runWords(process.argv.slice(2), terminal).then(({ exitCode, signal }) => {
  if (signal !== undefined) process.kill(process.pid, signal);
  process.exit(exitCode);
});
