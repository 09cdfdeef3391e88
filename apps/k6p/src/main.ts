import { nodeTerminal } from "./node-terminal.ts";
import { runWords } from "./run-words.ts";

void runWords(process.argv.slice(2), nodeTerminal()).then(({ exitCode, signal }) => {
  if (signal !== undefined) process.kill(process.pid, signal);
  process.exit(exitCode);
});
