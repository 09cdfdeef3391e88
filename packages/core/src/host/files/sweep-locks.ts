import type { Host } from "../host.ts";
import { joinPath } from "../join-path.ts";
import { breakLock, isAbandoned, readLock } from "./lock-file.ts";

const LOCK = /^[0-9a-f]{32}\.lock(\.[0-9a-f]{12})?$/;

/**
 * Removes the locks of processes that have ended, with the temporary files that they left, wherever these are. Never throws; gives the
 * locks that stay, each with the file that it guards where that is known.
 */
export function sweepLocks(
  host: Host,
  lockDirectory: string,
): readonly { readonly lock: string; readonly path?: string }[] {
  return lockNames(host, lockDirectory).flatMap((name) => {
    const lock = joinPath(host, lockDirectory, name);
    let path: string | undefined;
    try {
      const found = readLock(host, lock);
      path = found?.holder?.path;
      if (found !== undefined && isAbandoned(host, found)) breakLock(host, lock, found);
      return [];
    } catch {
      return [{ lock, ...(path === undefined ? {} : { path }) }];
    }
  });
}

function lockNames(host: Host, lockDirectory: string): readonly string[] {
  try {
    return (host.files.list(lockDirectory) ?? []).filter((name) => LOCK.test(name));
  } catch {
    return [];
  }
}
