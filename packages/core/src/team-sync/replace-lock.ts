import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { formatLock, LARGEST_LOCK, type Lock } from "./lock-file.ts";
import { type ReadLock, refuseLink } from "./read-lock.ts";

/** It belongs to the project and contains no secrets. */
const NEW_FILE_MODE = 0o644;

/**
 * Replaces the lock that was read. Returns `overtaken` and writes nothing if another process has changed the file since.
 * Throws what `editFile` throws.
 */
export async function replaceLock(
  host: Host,
  change: { readonly previous: ReadLock; readonly lock: Lock; readonly lockDirectory: string },
): Promise<"written" | "unchanged" | "overtaken"> {
  const { path, text: previousText } = change.previous;
  refuseLink(host, path);
  const text = formatLock(change.lock);
  let isOvertaken = false;
  const { outcome } = await editFile(host, {
    path,
    lockDirectory: change.lockDirectory,
    maxBytes: LARGEST_LOCK,
    mode: (host.files.status(path)?.mode ?? NEW_FILE_MODE) & 0o777,
    edit: (current) => {
      const found = current === undefined ? undefined : Buffer.from(current.bytes).toString("utf8");
      isOvertaken = found !== previousText && found !== text;
      return isOvertaken || found === text ? undefined : Buffer.from(text);
    },
  });
  if (isOvertaken) return "overtaken";
  return outcome === "unchanged" ? "unchanged" : "written";
}
