import { systemErrorCode } from "../../errors/k6p-error.ts";
import { findProgram } from "../../host/find-program.ts";
import { withoutSecretVariables } from "../../host/k6p-variables.ts";
import type { ScriptOptions } from "../../k6-config/cloud-options.ts";
import { isRecord } from "../../cloud-api/is-record.ts";
import type { Parts } from "../../engine/engine.ts";

const DEADLINE_MS = 10_000;
const LARGEST_OUTPUT = 1024 * 1024;

/** What a script says about the cloud itself; `unknown` with the reason where it cannot be found out. */
export type InspectedScript =
  | { readonly kind: "inspected"; readonly cloud: ScriptOptions; readonly loadimpact: ScriptOptions }
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * The options of a script, by `k6 inspect`, which runs the script's top level and sends nothing. k6 gets no token for it. Never throws
 * because of what k6 does.
 */
export async function inspectScript({ host }: Parts<"host">, script: string): Promise<InspectedScript> {
  const program = findProgram(host, "k6");
  if (program?.kind !== "found") return unknown("k6 is not on PATH");
  try {
    const { exitCode, stdout, stderr, timedOut } = await host.processes.runCaptured({
      program: program.path,
      arguments: ["inspect", script],
      env: withoutSecretVariables(host.env),
      deadlineMs: DEADLINE_MS,
      maxBytes: LARGEST_OUTPUT,
    });
    if (timedOut) return unknown(`k6 inspect did not end within ${DEADLINE_MS / 1000} seconds`);
    if (exitCode !== 0) return unknown(`k6 inspect failed: ${lastLine(stderr)}`);
    return readOptions(JSON.parse(stdout));
  } catch (error) {
    if (error instanceof SyntaxError) return unknown("k6 inspect printed something else than options");
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return unknown(`${program.path} could not be started (${code})`);
  }
}

function readOptions(options: unknown): InspectedScript {
  if (!isRecord(options)) return unknown("k6 inspect printed something else than options");
  const { cloud, ext } = options;
  return {
    kind: "inspected",
    cloud: ownOptions(cloud),
    loadimpact: ownOptions(isRecord(ext) ? ext["loadimpact"] : undefined),
  };
}

function ownOptions(value: unknown): ScriptOptions {
  return isRecord(value) ? value : {};
}

function unknown(reason: string): InspectedScript {
  return { kind: "unknown", reason };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.slice(0, 300) ?? "it printed nothing";
}
