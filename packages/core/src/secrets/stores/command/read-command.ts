import { K6pError, systemErrorCode } from "../../../errors/k6p-error.ts";
import type { CapturedOutput, Environment, Host } from "../../../host/host.ts";
import { commandLine } from "../../describe-reference.ts";
import type { CommandReference } from "../../external-reference.ts";
import { Secret } from "../../secret.ts";
import type { ReadResult, StoreFailure } from "../../secret-store.ts";
import type { StoreCall } from "../../store-call.ts";
import { judgeFailure } from "./judge-failure.ts";
import { programFault } from "./safe-program.ts";
import { takeToken } from "./take-token.ts";
import { READING_TOKEN_VARIABLE, withoutSecretVariables } from "../../../host/k6p-variables.ts";

const LARGEST_OUTPUT = 64 * 1024;

/** Runs a command without a shell, and takes the token from what it prints. */
export async function readCommand(host: Host, reference: CommandReference, call: StoreCall): Promise<ReadResult> {
  if (host.env[READING_TOKEN_VARIABLE])
    return failed("unavailable", "It was started by a command that itself reads a token.");
  const fault = programFault(host, reference.program);
  if (fault !== undefined) {
    return failed("unavailable", `k6p did not run ${reference.program}, because it ${fault}.`, [
      "Link the program's current path: k6p store refer",
    ]);
  }
  const output = await run(host, reference, call);
  if ("kind" in output) return output;
  if (output.timedOut) {
    const seconds = Math.round(call.deadlineMs / 1000);
    const remedy = [`See what it is waiting for: ${commandLine(reference)} > /dev/null`];
    return failed("timeout", `It did not end within ${seconds} seconds.`, remedy);
  }
  return output.exitCode === 0 ? tokenIn(output, reference) : judgeFailure(reference, output);
}

async function run(
  host: Host,
  { program, arguments: words }: CommandReference,
  { deadlineMs, interactive }: StoreCall,
): Promise<CapturedOutput | StoreFailure> {
  try {
    return await host.processes.runCaptured({
      program,
      arguments: words,
      env: childEnvironment(host.env),
      deadlineMs,
      maxBytes: LARGEST_OUTPUT,
      terminal: interactive,
    });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined && !(error instanceof K6pError)) throw error;
    const reason = error instanceof K6pError ? error.message : `${program} could not be started (${code}).`;
    return failed("unavailable", reason, error instanceof K6pError ? error.remedy : [`ls -l ${program}`]);
  }
}

/** The user's own, without what gives tokens, or keys to them, to k6 and k6p: no password manager needs those. */
function childEnvironment(env: Environment): Environment {
  return { ...withoutSecretVariables(env), [READING_TOKEN_VARIABLE]: "1" };
}

function tokenIn({ stdout, truncated }: CapturedOutput, reference: CommandReference): ReadResult {
  if (truncated && Buffer.byteLength(stdout) >= LARGEST_OUTPUT)
    return failed("corrupt", "It printed more than 64 KiB.");
  const taken = takeToken(stdout, reference);
  if (taken.kind === "nothing") return failed("corrupt", taken.fault);
  return { kind: "found", secret: new Secret(taken.text) };
}

function failed(kind: StoreFailure["kind"], reason: string, remedy: readonly string[] = []): StoreFailure {
  return { kind, reason, remedy };
}
