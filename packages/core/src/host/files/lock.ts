import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import { ensurePrivateDirectory } from "./directories.ts";
import type { Host } from "../host.ts";
import { joinPath } from "../join-path.ts";
import { breakLock, describeOwnLock, isAbandoned, type LockFile, readLock } from "./lock-file.ts";
import { pathKey } from "./path-key.ts";
import { quotedPath } from "../posix-quote.ts";
import { writeFailure } from "./write-failure.ts";

const DEADLINE_MS = 10_000;
const SHORTEST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 20;

export interface LockRequest {
  /** Our private folder for lock files; it is created. */
  readonly lockDirectory: string;
  /** Real path of the file to guard. It need not exist. */
  readonly path: string;
  /** How long to wait for another process; 10 seconds when not given. */
  readonly deadlineMs?: number;
}

export interface HeldLock {
  /** In the name of the temporary file that the holder makes for the guarded file. */
  readonly nonce: string;
  /** Whether the lock is still ours: a process that was stopped for long may have lost it. */
  stillHeld(): boolean;
}

/** Runs `action` while no other process of k6p does so for the same path. Throws `FILE_LOCKED` after the deadline. */
export async function withLock<T>(
  host: Host,
  request: LockRequest,
  action: (lock: HeldLock) => T | Promise<T>,
): Promise<T> {
  const lockPath = joinPath(host, request.lockDirectory, `${pathKey(request.path)}.lock`);
  ensurePrivateDirectory(host, request.lockDirectory);
  const own = describeOwnLock(host, request.path);
  await acquire(host, { ...request, lockPath, own: own.text });
  const stillHeld = (): boolean => readLock(host, lockPath)?.text === own.text;
  try {
    return await action({ nonce: own.nonce, stillHeld });
  } finally {
    release(host, lockPath, stillHeld);
  }
}

interface Acquisition extends LockRequest {
  readonly lockPath: string;
  readonly own: string;
}

async function acquire(host: Host, acquisition: Acquisition): Promise<void> {
  const { lockPath, own } = acquisition;
  const deadline = host.clock.monotonicMs() + (acquisition.deadlineMs ?? DEADLINE_MS);
  while (!claim(host, lockPath, own)) {
    const lock = readLock(host, lockPath);
    if (host.clock.monotonicMs() >= deadline) throw lockedError(acquisition, lock);
    if (lock !== undefined && isAbandoned(host, lock)) breakLock(host, lockPath, lock);
    else await host.clock.sleep(SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
  }
}

function claim(host: Host, lockPath: string, own: string): boolean {
  try {
    return host.files.claim(lockPath, Buffer.from(own));
  } catch (error) {
    // Windows, while another process removes the lock.
    if (host.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(systemErrorCode(error) ?? "")) return false;
    throw writeFailure(error, lockPath);
  }
}

/** Ignores a lock that cannot be removed: other processes take it over after we end. */
function release(host: Host, lockPath: string, stillHeld: () => boolean): void {
  try {
    if (stillHeld()) host.files.remove(lockPath);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
}

function lockedError({ path, lockPath }: Acquisition, lock: LockFile | undefined): K6pError {
  const processId = lock?.holder?.processId;
  const who = processId === undefined ? "Another process" : `Process ${processId} on ${lock?.holder?.host}`;
  const look = processId === undefined ? [] : [`ps -fp ${processId}`];
  return new K6pError("FILE_LOCKED", {
    message: `${who} keeps ${path} locked.`,
    remedy: [...look, `If no k6p is running: rm ${quotedPath(lockPath)}`],
    details: { file: path, lockFile: lockPath, ...(processId === undefined ? {} : { processId }) },
  });
}
