import { K6pError } from "../errors/k6p-error.ts";
import type { ChildRequest, HostProcesses } from "./host.ts";
import { runAttachedChild } from "./node-attached-child.ts";
import { runCapturedChild } from "./node-captured-child.ts";
import { bootIdOfOurs, linuxProcessName, sessionLeaderOfOurs, startOfProcess } from "./node-process-facts.ts";

const NAME_DEADLINE_MS = 1_000;

/** The processes of this machine; children start in `workingDirectory`, or in ours when it is undefined. */
export function createNodeProcesses(machine: {
  readonly platform: NodeJS.Platform;
  readonly workingDirectory: string | undefined;
}): HostProcesses {
  const { platform } = machine;
  const processes: HostProcesses = {
    nodeProgram: process.execPath,
    async runAttached(request) {
      refuseBatchFile(platform, request);
      return runAttachedChild({ ...request, ...machine });
    },
    async runCaptured(request) {
      refuseBatchFile(platform, request);
      return runCapturedChild({ ...request, ...machine });
    },
    startOf: startOfProcess,
    async nameOf(processId) {
      const name = linuxProcessName(processId);
      if (name !== undefined || platform !== "darwin") return name;
      return nameByPs(processes, processId);
    },
    sessionLeader: sessionLeaderOfOurs,
    bootId: bootIdOfOurs,
    hostName: () => process.getBuiltinModule("node:os").hostname(),
    memoryLimit: () => process.constrainedMemory() || undefined,
  };
  return processes;
}

/** `cmd.exe` would run it, and read meaning into the arguments that nobody put there. */
function refuseBatchFile(platform: NodeJS.Platform, request: ChildRequest): void {
  if (platform !== "win32" || !/\.(?:bat|cmd)[. ]*$/iu.test(request.program)) return;
  throw new K6pError("COMMAND_NOT_EXECUTABLE", {
    message: `${request.program} is a batch file, which cannot be given arguments safely.`,
    remedy: ["Name the .exe file that it starts."],
    details: { program: request.program },
  });
}

async function nameByPs(processes: HostProcesses, processId: number): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await processes.runCaptured({
      program: "/bin/ps",
      arguments: ["-o", "comm=", "-p", String(processId)],
      env: {},
      deadlineMs: NAME_DEADLINE_MS,
      maxBytes: 4096,
    });
    const name = stdout.trim().split("/").at(-1)?.replace(/^-/u, "");
    return exitCode === 0 && name !== "" ? name : undefined;
  } catch {
    return undefined;
  }
}
