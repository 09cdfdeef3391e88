import { K6pError } from "../../errors/k6p-error.ts";
import type { Parts } from "../../engine/engine.ts";
import { detectShell } from "../use/detect-shell.ts";

interface ShellQuestion<Id extends string> {
  /** The shell the user gave. */
  readonly named: Id | undefined;
  readonly supported: readonly Id[];
  /** What is set up, for messages: `completion`. */
  readonly what: string;
}

/** The shell to set up: the one given, else the one that runs k6p. Throws `SHELL_UNKNOWN` if that is not supported. */
export async function chooseShell<Id extends string>(
  engine: Parts<"host">,
  { named, supported, what }: ShellQuestion<Id>,
): Promise<Id> {
  if (named !== undefined) return named;
  const id = await runningShell(engine);
  const shell = supported.find((one) => one === id);
  if (shell !== undefined) return shell;
  throw new K6pError("SHELL_UNKNOWN", {
    message: id === undefined ? "Cannot tell which shell you use." : `k6p has no ${what} for ${id}.`,
    remedy: [`Name the shell: ${supported.join(", ")}`],
    details: { shells: supported },
  });
}

async function runningShell(engine: Parts<"host">): Promise<string | undefined> {
  try {
    return (await detectShell(engine, undefined)).id;
  } catch (error) {
    if (error instanceof K6pError && error.code === "SHELL_UNKNOWN") return undefined;
    throw error;
  }
}
