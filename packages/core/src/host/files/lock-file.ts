import { systemErrorCode } from "../../errors/k6p-error.ts";
import type { Host } from "../host.ts";
import { randomName } from "./random-name.ts";
import { readFailure } from "./read-failure.ts";
import { removeTemporaryOf } from "./temporary-files.ts";

const LARGEST_LOCK = 64 * 1024;
/** A lock without a readable holder: its writer was killed, or is about to write it. */
const UNREADABLE_AFTER_MS = 1_000;
/** For a holder whose process cannot be checked. No edit takes a hundredth of this. */
const UNKNOWN_AFTER_MS = 30_000;

interface Holder {
  readonly processId: number;
  readonly host: string;
  readonly bootId: string;
  /** See `HostProcesses.startOf`. */
  readonly start: string;
  /** The file that the lock guards. */
  readonly path?: string;
  /** Different for each lock. It is also in the name of the temporary file that the holder makes, so a lock tells where one may be left. */
  readonly nonce?: string;
}

export interface LockFile {
  readonly text: string;
  /** Undefined when the text is not that of a lock. */
  readonly holder: Holder | undefined;
  readonly modifiedAt: Date;
}

/** The content of a lock of ours, different each time, and its nonce. */
export function describeOwnLock(host: Host, path: string): { readonly text: string; readonly nonce: string } {
  const { processes, processId } = host;
  const holder = {
    processId,
    host: processes.hostName(),
    bootId: processes.bootId(),
    start: processes.startOf(processId) ?? "",
    path,
    nonce: randomName(host),
  };
  return { text: `${JSON.stringify(holder)}\n`, nonce: holder.nonce };
}

/** The lock at the path; undefined when there is none. */
export function readLock(host: Host, lockPath: string): LockFile | undefined {
  try {
    const snapshot = host.files.read(lockPath, LARGEST_LOCK);
    if (snapshot === undefined) return undefined;
    const text = Buffer.from(snapshot.bytes).toString("utf8");
    return { text, holder: parseHolder(text), modifiedAt: snapshot.status.modifiedAt };
  } catch (error) {
    throw readFailure(error, lockPath);
  }
}

/** Whether the holder of a lock can no longer release it. */
export function isAbandoned(host: Host, { holder, modifiedAt }: LockFile): boolean {
  const ageMs = host.clock.now().getTime() - modifiedAt.getTime();
  if (holder === undefined) return ageMs > UNREADABLE_AFTER_MS;
  const { processes } = host;
  if (holder.host !== processes.hostName() || holder.bootId !== processes.bootId()) return ageMs > UNKNOWN_AFTER_MS;
  const start = processes.startOf(holder.processId);
  return start === undefined || start !== holder.start || (start === "" && ageMs > UNKNOWN_AFTER_MS);
}

/** Removes an abandoned lock and the temporary file of its holder. Puts back a lock that another process took in the meantime. */
export function breakLock(host: Host, lockPath: string, abandoned: LockFile): void {
  const aside = `${lockPath}.${randomName(host)}`;
  try {
    host.files.rename(lockPath, aside);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return;
    throw error;
  }
  const taken = host.files.read(aside, LARGEST_LOCK);
  if (taken !== undefined && Buffer.from(taken.bytes).toString("utf8") !== abandoned.text)
    host.files.claim(lockPath, taken.bytes);
  else if (abandoned.holder !== undefined) removeTemporaryOf(host, abandoned.holder);
  host.files.remove(aside);
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== "object" || value === null) return false;
  const has = (key: string, type: string): boolean => typeof Reflect.get(value, key) === type;
  return has("processId", "number") && ["host", "bootId", "start"].every((key) => has(key, "string"));
}
