import { K6pError } from "@k6p/core/errors/k6p-error";
import { detectShell } from "@k6p/core/operations/env/detect-shell";
import type { Engine } from "@k6p/core/engine/engine";
import type { CompletionShell, CompletionShellId } from "./completion-shell.ts";
import { COMPLETION_SHELLS } from "./completion-shells.ts";

/** The shell that is named, else the one that runs k6p. Throws `SHELL_UNKNOWN`. */
export async function chooseCompletionShell(
  engine: Engine,
  named: CompletionShellId | undefined,
): Promise<CompletionShell> {
  if (named !== undefined) return COMPLETION_SHELLS[named];
  const id = await runningShell(engine);
  const shell = Object.values(COMPLETION_SHELLS).find((candidate) => candidate.id === id);
  if (shell !== undefined) return shell;
  throw new K6pError("SHELL_UNKNOWN", {
    message: id === undefined ? "Which shell is meant cannot be told." : `k6p does not complete words in ${id}.`,
    remedy: [`Name one of: ${Object.keys(COMPLETION_SHELLS).join(", ")}`],
    details: { shells: Object.keys(COMPLETION_SHELLS) },
  });
}

async function runningShell(engine: Engine): Promise<string | undefined> {
  try {
    return (await detectShell(engine, undefined)).id;
  } catch (error) {
    if (error instanceof K6pError && error.code === "SHELL_UNKNOWN") return undefined;
    throw error;
  }
}
