import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import { findProgram } from "../../host/find-program.ts";
import type { AttachedRequest, ChildEnd } from "../../host/host.ts";
import type { Parts } from "../../engine/engine.ts";

/** Absolute path of the program to run. Throws `COMMAND_NOT_FOUND` or `COMMAND_NOT_EXECUTABLE`. */
export function resolveProgram(engine: Parts<"host">, program: string): string {
  const found = findProgram(engine.host, program);
  if (found?.kind === "found") return found.path;
  if (found !== undefined) {
    throw new K6pError("COMMAND_NOT_EXECUTABLE", {
      message: `${found.path} is not executable.`,
      remedy: [`Make it executable: chmod +x ${found.path}`],
      details: { program: found.path },
    });
  }
  throw new K6pError("COMMAND_NOT_FOUND", {
    message: `Program ${JSON.stringify(program.slice(0, 120))} was not found on PATH.`,
    remedy:
      program === "k6"
        ? ["Install k6: https://grafana.com/docs/k6/latest/set-up/install-k6/"]
        : ["Check the name, or type its path."],
    details: { program },
  });
}

/** Runs a program on the terminal until it ends. Throws `COMMAND_NOT_FOUND` or `COMMAND_NOT_EXECUTABLE` if it cannot start. */
export async function runProgram(engine: Parts<"host">, request: AttachedRequest): Promise<ChildEnd> {
  try {
    return await engine.host.processes.runAttached(request);
  } catch (error) {
    throw cannotStart(error, request.program);
  }
}

function cannotStart(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return new K6pError(code === "ENOENT" ? "COMMAND_NOT_FOUND" : "COMMAND_NOT_EXECUTABLE", {
    message: `Could not start ${path} (${code}).`,
    remedy:
      code === "ENOENT"
        ? ["If it is a script, check the interpreter on its first line."]
        : [`Check its permissions: ls -l ${path}`],
    details: { program: path, reason: code },
    cause: error,
  });
}
