import type { Host } from "../host.ts";
import { joinPath, pathRules } from "../join-path.ts";

const TEMPORARY = /^\..+\.(?<processId>[1-9]\d*)\.memo$/u;

/**
 * Writes a file that may be lost: whole or not at all, but neither locked nor flushed to the disk. Of two writers one wins. Throws the
 * system's error.
 */
export function writeMemo(host: Host, path: string, text: string): void {
  const { files, processId } = host;
  const { dirname, basename } = pathRules(host);
  const temporary = joinPath(host, dirname(path), `.${basename(path)}.${processId}.memo`);
  if (!files.claim(temporary, Buffer.from(text))) return;
  try {
    files.rename(temporary, path);
  } catch (error) {
    files.remove(temporary);
    throw error;
  }
}

/** Removes from a folder what killed processes had begun to write by `writeMemo`. Never throws. */
export function sweepMemos(host: Host, directory: string): void {
  try {
    for (const name of host.files.list(directory) ?? []) {
      const processId = TEMPORARY.exec(name)?.groups?.["processId"];
      if (processId === undefined || isAlive(host, Number(processId))) continue;
      host.files.remove(joinPath(host, directory, name));
    }
  } catch {
    // Nothing of it is worth a failure.
  }
}

function isAlive(host: Host, processId: number): boolean {
  return processId === host.processId || host.processes.startOf(processId) !== undefined;
}
