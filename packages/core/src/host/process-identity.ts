import type { Host } from "./host.ts";

/** A process as it can be written into a file: its id alone could be another one's by the time it is read. */
export interface ProcessIdentity {
  readonly processId: number;
  /** See `HostProcesses.startOf`. */
  readonly start: string;
  readonly bootId: string;
}

export function identifyProcess({ processes }: Pick<Host, "processes">, processId: number): ProcessIdentity {
  return { processId, start: processes.startOf(processId) ?? "", bootId: processes.bootId() };
}

/** Whether the process lives; undefined for one of another boot or container, of which nothing is known. */
export function processLives({ processes }: Pick<Host, "processes">, process: ProcessIdentity): boolean | undefined {
  if (process.bootId !== processes.bootId()) return undefined;
  return processes.startOf(process.processId) === process.start;
}
