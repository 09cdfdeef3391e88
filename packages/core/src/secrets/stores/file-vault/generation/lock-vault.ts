import type { Host } from "../../../../host/host.ts";
import { type HeldLock, withLock } from "../../../../host/files/lock.ts";
import { writeFailure } from "../../../../host/files/write-failure.ts";

export interface VaultLockRequest {
  readonly vault: string;
  readonly lockDirectory: string;
  readonly deadlineMs: number;
}

/** Runs `action` while no other process changes the vault, which is created. Throws `FILE_LOCKED` after the deadline, or `FILE_WRITE_FAILED`. */
export async function lockVault<T>(
  host: Host,
  { vault, lockDirectory, deadlineMs }: VaultLockRequest,
  action: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  return withLock(host, { lockDirectory, path: realFolder(host, vault), deadlineMs }, action);
}

function realFolder(host: Host, vault: string): string {
  try {
    if (host.files.status(vault) === undefined) host.files.makeDirectory(vault, 0o700);
    return host.files.realPath(vault) ?? vault;
  } catch (error) {
    throw writeFailure(error, vault);
  }
}
