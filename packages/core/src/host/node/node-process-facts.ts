import { readFileSync, readlinkSync } from "node:fs";

const COMMAND = 1;
const STATE = 2;
const PARENT = 3;
const SESSION = 5;
const START_TIME = 21;
const START_STACK = 27;
const WORDS_START = 47;
const ENVIRONMENT_START = 49;

/** Fields of `/proc/PID/stat`, counted from 0; undefined when there is no such process or no `/proc`. */
function linuxProcess(processId: number | "self"): readonly string[] | undefined {
  const text = readText(`/proc/${processId}/stat`);
  if (text === undefined) return undefined;
  // The name is in parentheses and may itself contain spaces and parentheses.
  const start = text.indexOf("(");
  const end = text.lastIndexOf(")");
  return [
    text.slice(0, start).trim(),
    text.slice(start + 1, end),
    ...text
      .slice(end + 1)
      .trim()
      .split(" "),
  ];
}

/** See `HostProcesses.startOf`. A zombie counts as dead. */
export function startOfProcess(processId: number): string | undefined {
  if (!Number.isInteger(processId) || processId <= 0) return undefined;
  const fields = linuxProcess(processId);
  if (fields !== undefined) return ["Z", "X"].includes(fields[STATE] ?? "") ? undefined : fields[START_TIME];
  return hasProc() || !isAlive(processId) ? undefined : "";
}

export function linuxProcessName(processId: number): string | undefined {
  return linuxProcess(processId)?.[COMMAND];
}

export function linuxParentOf(processId: number): number | undefined {
  const parent = Number(linuxProcess(processId)?.[PARENT]);
  return parent > 0 ? parent : undefined;
}

/** See `HostProcesses.imageOf`: where the system has put stack, words and environment of a program is chosen by chance when it is started. */
export function linuxImageOf(processId: number): string | undefined {
  const fields = linuxProcess(processId);
  const places = [START_STACK, WORDS_START, ENVIRONMENT_START].map((field) => fields?.[field] ?? "0");
  return places.includes("0") ? undefined : places.join(" ");
}

/** See `HostProcesses.wordsOf`. */
export function linuxWordsOf(processId: number): readonly string[] | undefined {
  return readText(`/proc/${processId}/cmdline`)?.split("\0").slice(0, -1);
}

/** See `HostProcesses.sessionLeader`. */
export function sessionLeaderOfOurs(): number | undefined {
  const session = Number(linuxProcess("self")?.[SESSION]);
  return session > 0 ? session : undefined;
}

/** See `HostProcesses.bootId`. */
export function bootIdOfOurs(): string {
  const boot = readText("/proc/sys/kernel/random/boot_id")?.trim();
  if (boot === undefined || boot === "") return "";
  try {
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return boot;
  }
}

/** Undefined elsewhere. */
export function linuxHostName(): string | undefined {
  return readText("/proc/sys/kernel/hostname")?.trim() || undefined;
}

function hasProc(): boolean {
  return readText("/proc/self/stat") !== undefined;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // The process of another user lives, but must not be signalled.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
