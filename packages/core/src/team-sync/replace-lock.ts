import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { formatLock, LARGEST_LOCK, type Lock } from "./lock-file.ts";
import { type ReadLock, refuseLink } from "./read-lock.ts";

/** It belongs to the project and has no secrets. */
const NEW_FILE_MODE = 0o644;

/**
 * Writes a lock in the place of the one that was read. `overtaken`, with nothing written, when another process has changed the file meanwhile.
 * Throws what `editFile` throws.
 */
export async function replaceLock(
  host: Host,
  change: { readonly former: ReadLock; readonly lock: Lock; readonly lockDirectory: string },
): Promise<"written" | "unchanged" | "overtaken"> {
  const { path, text: formerText } = change.former;
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
      isOvertaken = found !== formerText && found !== text;
      return isOvertaken || found === text ? undefined : Buffer.from(text);
    },
  });
  if (isOvertaken) return "overtaken";
  return outcome === "unchanged" ? "unchanged" : "written";
}
