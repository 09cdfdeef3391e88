import type { CaptureRequest, HostProcesses } from "../host.ts";
import { runAttachedChild } from "./node-attached-child.ts";
import { runCapturedChild } from "./node-captured-child.ts";
import {
  bootIdOfOurs,
  linuxHostName,
  linuxImageOf,
  linuxParentOf,
  linuxProcessName,
  linuxWordsOf,
  sessionLeaderOfOurs,
  startOfProcess,
} from "./node-process-facts.ts";

const NAME_DEADLINE_MS = 1_000;

/** The processes of this machine; children start in `workingDirectory`, or in ours when it is undefined. */
export function createNodeProcesses(machine: {
  readonly platform: NodeJS.Platform;
  readonly workingDirectory: string | undefined;
}): HostProcesses {
  const { platform } = machine;
  const processes: HostProcesses = {
    nodeProgram: process.execPath,
    runAttached: async (request) => runAttachedChild({ ...request, ...machine }),
    runCaptured: async (request) => runCapturedChild({ ...request, ...machine }),
    startOf: startOfProcess,
    async nameOf(processId) {
      if (platform === "win32") return imageNameIn(await answerOf(processes, tasklist(processId)));
      const name = linuxProcessName(processId);
      if (name !== undefined || platform !== "darwin") return name;
      const command = await answerOf(processes, ps(processId, "comm="));
      return command?.split("/").at(-1)?.replace(/^-/u, "") || undefined;
    },
    async parentOf(processId) {
      const parent = linuxParentOf(processId);
      if (parent !== undefined || platform !== "darwin") return parent;
      return Number(await answerOf(processes, ps(processId, "ppid="))) || undefined;
    },
    sessionLeader: sessionLeaderOfOurs,
    imageOf: linuxImageOf,
    wordsOf: linuxWordsOf,
    bootId: bootIdOfOurs,
    hostName: () => linuxHostName() ?? process.getBuiltinModule("node:os").hostname(),
    memoryLimit: () => process.constrainedMemory() || undefined,
  };
  return processes;
}

type Question = Pick<CaptureRequest, "program" | "arguments">;

function ps(processId: number, field: string): Question {
  return { program: "/bin/ps", arguments: ["-o", field, "-p", String(processId)] };
}

function tasklist(processId: number): Question {
  const { SystemRoot = String.raw`C:\Windows` } = process.env;
  const words = ["/FI", `PID eq ${processId}`, "/FO", "CSV", "/NH"];
  return { program: String.raw`${SystemRoot}\System32\tasklist.exe`, arguments: words };
}

/** The program in the answer of `tasklist`, which begins with its file in quotes, or says in words that there is none. */
export function imageNameIn(answer: string | undefined): string | undefined {
  return /^"(?<name>[^"]+?)(?:\.exe)?",/iu.exec(answer ?? "")?.groups?.["name"];
}

async function answerOf(processes: HostProcesses, question: Question): Promise<string | undefined> {
  try {
    const limits = { deadlineMs: NAME_DEADLINE_MS, maxBytes: 4096 };
    const { exitCode, stdout } = await processes.runCaptured({ ...question, env: {}, ...limits });
    return exitCode === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}
