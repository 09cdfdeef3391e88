import { K6pError } from "../../../errors/k6p-error.ts";
import type { FileStatus, Host, OpenFile } from "../../../host/host.ts";
import { quotedPath } from "../../../host/posix-quote.ts";
import { readFailure } from "../../../host/files/read-failure.ts";
import { Secret } from "../../secret.ts";
import type { ReadResult, StoreFailure } from "../../secret-store.ts";

const LARGEST_FILE = 64 * 1024;

/**
 * Reads a token from a file, as Docker, Kubernetes and systemd provide them. The user's own file must be closed to others, and
 * root's file must not be writable by them.
 */
export function readPlainFile(host: Host, path: string): ReadResult {
  try {
    const file = host.files.open(path);
    return file === undefined ? { kind: "absent" } : readOpen(host, path, file);
  } catch (error) {
    const failure = readFailure(error, path);
    if (!(failure instanceof K6pError)) throw failure;
    return { kind: "unavailable", reason: failure.message, remedy: failure.remedy };
  }
}

function readOpen(host: Host, path: string, file: OpenFile): ReadResult {
  try {
    const fault = accessFault(host, path, file.status());
    if (fault !== undefined) return fault;
    return { kind: "found", secret: new Secret(Buffer.from(file.read(LARGEST_FILE).bytes).toString("utf8")) };
  } finally {
    file.close();
  }
}

function accessFault(host: Host, path: string, { userId, mode }: FileStatus): StoreFailure | undefined {
  if (host.userId === undefined) return undefined;
  if (userId !== host.userId && userId !== 0) {
    const reason = `${path} belongs to another user (user ID ${userId}).`;
    return { kind: "unavailable", reason, remedy: [`ls -l ${quotedPath(path)}`] };
  }
  const forbidden = userId === 0 ? 0o002 : 0o077;
  if ((mode & forbidden) === 0) return undefined;
  const reason = `${path} is open to other users (mode ${mode.toString(8)}).`;
  return { kind: "unavailable", reason, remedy: [`chmod 600 ${quotedPath(path)}`] };
}
