import type { FileStatus, Host } from "../host.ts";

/**
 * Whether a status is of the given kind and only we can read or write what it describes. On Windows the place in the user's profile
 * protects it.
 */
export function isPrivate(host: Host, status: FileStatus | undefined, kind: FileStatus["kind"]): boolean {
  if (status?.kind !== kind) return false;
  return host.platform === "win32" || (status.userId === host.userId && (status.mode & 0o077) === 0);
}
