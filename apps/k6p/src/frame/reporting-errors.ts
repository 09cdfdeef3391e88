import type { Terminal } from "../terminal/terminal.ts";
import { asksFor } from "./asks-for.ts";
import { reportError, reportLost } from "./report-error.ts";
import type { Ending } from "./run-definition.ts";

/** Runs what the words of a command line ask for; an error is reported as they want it. Never rejects. */
export async function reportingErrors(
  words: readonly string[],
  terminal: Terminal,
  run: () => Promise<Ending>,
): Promise<Ending> {
  try {
    return await run();
  } catch (error) {
    try {
      return { exitCode: await reportError(error, { terminal, json: asksFor("--json", words) }) };
    } catch (lost) {
      return { exitCode: reportLost(lost, terminal) };
    }
  }
}
