import { K6pError } from "../../errors/k6p-error.ts";
import { SHELLS } from "../../shells/shells.ts";
import type { Parts } from "../../engine/engine.ts";
import { detectShell } from "./detect-shell.ts";

/** The line that makes the shell that k6p was started from evaluate what a command prints; bash's if the shell is unknown. */
export async function shellLine(engine: Parts<"host">, command: string): Promise<string> {
  try {
    return (await detectShell(engine, undefined)).evaluate(command);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return SHELLS[0]?.evaluate(command) ?? command;
  }
}
