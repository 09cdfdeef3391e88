import type { FileStatus, Host } from "../host/host.ts";

/** Whether something is of that kind, ours, and nobody else's to read or write. On Windows its place in the user's profile protects it. */
export function isPrivate(host: Host, status: FileStatus | undefined, kind: FileStatus["kind"]): boolean {
  if (status?.kind !== kind) return false;
  return host.platform === "win32" || (status.userId === host.userId && (status.mode & 0o077) === 0);
}
