import { K6pError } from "../errors/k6p-error.ts";
import type { Host } from "../host/host.ts";
import { joinPath, pathRules } from "../host/join-path.ts";
import { quotedPath } from "../host/posix-quote.ts";
import { readFailure } from "../host/files/read-failure.ts";
import { LARGEST_LOCK, type Lock, parseLock } from "./lock-file.ts";

/** A lock file as it was read. */
export interface ReadLock {
  readonly path: string;
  readonly lock: Lock;
  /** Undefined where there is no file. */
  readonly text: string | undefined;
}

/** Reads the lock file next to a team file, given its real path. Throws `TEAM_LOCK_INVALID`, `FILE_UNSAFE` or `FILE_READ_FAILED`. */
export function readLock(host: Host, teamFile: string): ReadLock {
  const path = joinPath(host, pathRules(host).dirname(teamFile), "k6p.lock");
  try {
    refuseLink(host, path);
    const bytes = host.files.read(path, LARGEST_LOCK)?.bytes;
    if (bytes === undefined) return { path, lock: new Map(), text: undefined };
    const text = Buffer.from(bytes).toString("utf8");
    return { path, lock: parseLock(text, path), text };
  } catch (error) {
    throw readFailure(error, path);
  }
}

/** Through a link in a foreign repository, k6p could overwrite any file of the user. */
export function refuseLink(host: Host, path: string): void {
  if (host.files.linkStatus(path)?.kind !== "symlink") return;
  throw new K6pError("FILE_UNSAFE", {
    message: `${path} is a symbolic link. A lock file must be a regular file.`,
    remedy: [`ls -l ${quotedPath(path)}`],
    details: { file: path },
  });
}
