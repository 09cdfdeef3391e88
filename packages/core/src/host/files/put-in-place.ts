import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import type { FileAccess, FileSnapshot, Host } from "../host.ts";
import { pathRules } from "../join-path.ts";
import type { HeldLock } from "./lock.ts";
import { quotedPath } from "../posix-quote.ts";
import { removeStaleTemporaries, temporaryPathFor } from "./temporary-files.ts";

/** How long a virus scanner or an indexer of Windows may keep a file open. */
const RENAME_DEADLINE_MS = 2_000;
const FIRST_PAUSE_MS = 10;

export interface Replacement {
  readonly realPath: string;
  readonly bytes: Uint8Array;
  readonly maxBytes: number;
  readonly access: number | FileAccess;
  /** The content to replace; undefined when there is no file yet. */
  readonly current: FileSnapshot | undefined;
  readonly lock: HeldLock;
}

/** Replaces the current content; returns false and changes nothing when the current content is no longer what it was. */
export async function putInPlace(host: Host, replacement: Replacement): Promise<boolean> {
  const { realPath, bytes, access, lock } = replacement;
  const directory = pathRules(host).dirname(realPath);
  removeStaleTemporaries(host, directory);
  const temporary = temporaryPathFor(host, realPath, lock.nonce);
  host.files.create(temporary, bytes, access);
  let renamed = false;
  try {
    renamed = await renameWhenCurrent(host, temporary, replacement);
  } finally {
    if (!renamed) removeQuietly(host, temporary);
  }
  if (renamed) flushFolder(host, directory, realPath);
  return renamed;
}

async function renameWhenCurrent(host: Host, temporary: string, replacement: Replacement): Promise<boolean> {
  const { clock, files } = host;
  const deadline = clock.monotonicMs() + RENAME_DEADLINE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    if (!replacement.lock.stillHeld() || !isCurrent(host, replacement)) return false;
    try {
      files.rename(temporary, replacement.realPath);
      return true;
    } catch (error) {
      const inUse = host.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(systemErrorCode(error) ?? "");
      if (!inUse) throw error;
      if (clock.monotonicMs() >= deadline) throw heldOpen(error, replacement.realPath);
    }
    await clock.sleep(pause);
  }
}

function heldOpen(error: unknown, path: string): K6pError {
  const code = systemErrorCode(error) ?? "unknown error";
  return new K6pError("FILE_WRITE_FAILED", {
    message: `${path} could not be replaced (${code}): another program holds it open, or you may not change it. What was there is untouched.`,
    remedy: ["Close the program that has the file open, such as an editor or a backup, then try again."],
    details: { file: path, systemError: code },
    cause: error,
  });
}

/** The times of a file can be too coarse to tell two writes apart, so its bytes are compared as well. */
function isCurrent(host: Host, { realPath, maxBytes, current }: Replacement): boolean {
  const version = host.files.linkStatus(realPath)?.version;
  if (current === undefined || version !== current.status.version) return version === current?.status.version;
  const now = host.files.read(realPath, maxBytes);
  return now !== undefined && now.status.version === version && Buffer.compare(now.bytes, current.bytes) === 0;
}

function removeQuietly(host: Host, path: string): void {
  try {
    host.files.remove(path);
  } catch {
    // It is private, and removed with the other stale ones later.
  }
}

function flushFolder(host: Host, directory: string, path: string): void {
  try {
    host.files.syncDirectory(directory);
  } catch (error) {
    const code = systemErrorCode(error) ?? "unknown error";
    throw new K6pError("FILE_WRITE_FAILED", {
      message: `${path} has its new content, but the disk did not confirm it (${code}): a power loss may restore the previous content.`,
      remedy: [`Check the disk: df -h ${quotedPath(directory)}`],
      details: { file: path, systemError: code },
      cause: error,
    });
  }
}
