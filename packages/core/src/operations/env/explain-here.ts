import { K6pError } from "../../errors/k6p-error.ts";
import { hookFor } from "../../hooks/hooks.ts";
import { detectShell } from "../use/detect-shell.ts";
import type { Parts } from "../../engine/engine.ts";
import { HOOK_VARIABLE } from "../../host/k6p-variables.ts";

/** Throws `USAGE` with how to use a profile in the current shell alone: only the shell hook can do that. */
export async function explainHere(engine: Parts<"host">, name = "NAME"): Promise<never> {
  throw new K6pError("USAGE", await explanation(engine, name));
}

async function explanation(
  engine: Parts<"host">,
  name: string,
): Promise<{ message: string; remedy: readonly string[] }> {
  const installed = engine.host.env[HOOK_VARIABLE];
  if (installed === "pwsh") return { message: "In PowerShell, use k6p-here instead.", remedy: [`k6p-here ${name}`] };
  if (installed)
    return {
      message: "--here works only at the shell prompt, and only with a profile, --file, --portable or --unset.",
      remedy: [`k6p use --here ${name}`],
    };
  const message = "--here needs the shell hook, which is not set up in this shell.";
  const shell = await shellHere(engine);
  if (shell === undefined) return { message, remedy: ["Set up the hook: k6p hook install SHELL"] };
  const hook = hookFor(shell.id);
  const line = hook?.evaluate;
  const setUp =
    line === undefined ? "" : `Add this line to the end of ${hook?.startupFile}, then open a new shell: ${line}`;
  return { message, remedy: [setUp, `Or without the hook: ${shell.evaluate(`k6p env ${name}`)}`].filter(Boolean) };
}

async function shellHere(engine: Parts<"host">): Promise<Awaited<ReturnType<typeof detectShell>> | undefined> {
  try {
    return await detectShell(engine, undefined);
  } catch (error) {
    if (error instanceof K6pError) return undefined;
    throw error;
  }
}
