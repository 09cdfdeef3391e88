import type { Environment, Host } from "../../../host/host.ts";
import type { KeyringAnswer, KeyringRequest } from "./keyring-calls.ts";
import { parseKeyringAnswer } from "./worker-protocol.ts";

const LARGEST_ANSWER = 64 * 1024;
/** The worker needs no secret, and nothing that changes how Node, or the runtime inside the standalone program, runs. */
const NOT_FOR_THE_WORKER = /^(K6_CLOUD_TOKEN|K6P_TOKEN_.*|K6P_AGE_IDENTITY|NODE_OPTIONS|BUN_.*)$/i;

/** Does one step in a child process, which is killed at the deadline. The secret goes through pipes. Never rejects. */
export async function callInWorker(
  { host, worker }: { readonly host: Host; readonly worker: string | undefined },
  request: KeyringRequest,
  deadlineMs: number,
): Promise<KeyringAnswer> {
  if (worker === undefined) return { kind: "failed", message: "k6p's keyring helper is missing" };
  try {
    const output = await host.processes.runCaptured({
      program: host.processes.nodeProgram,
      arguments: [worker],
      env: workerEnvironment(host.env),
      input: JSON.stringify(request),
      deadlineMs,
      maxBytes: LARGEST_ANSWER,
    });
    if (output.timedOut) return { kind: "timeout" };
    const answer = parseKeyringAnswer(output.stdout);
    return (
      answer ?? {
        kind: "failed",
        message: `k6p's keyring helper ended without an answer (exit code ${output.exitCode ?? "none"})`,
      }
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: "failed", message: `k6p's keyring helper could not be started (${message})` };
  }
}

function workerEnvironment(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_THE_WORKER.test(name)));
}
