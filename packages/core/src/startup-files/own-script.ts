import { K6pError } from "../errors/k6p-error.ts";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import { quotedPath } from "../host/posix-quote.ts";

const LARGEST_FILE = 1024 * 1024;
/** Near the beginning of every script of k6p. */
const HEADING = /^(?:#compdef k6p\r?\n)?# (?:Completion of k6p|k6p hook) for /;

export interface OwnScript {
  readonly host: Host;
  readonly lockDirectory: string;
  readonly path: string;
  readonly text: string;
  /** Mode of folders that k6p creates. */
  readonly folderMode: number;
}

/** Writes a script, unless another program wrote the file: then it throws `FILE_NOT_OURS`. */
export async function writeOwnScript({
  host,
  lockDirectory,
  path,
  text,
  folderMode,
}: OwnScript): Promise<"written" | "unchanged"> {
  const { outcome } = await editFile(host, {
    path,
    lockDirectory,
    maxBytes: LARGEST_FILE,
    mode: 0o644,
    createParents: folderMode,
    edit: (current) => {
      if (current !== undefined) requireOwn(Buffer.from(current.bytes).toString("utf8"), path);
      return Buffer.from(text);
    },
  });
  return outcome === "unchanged" ? "unchanged" : "written";
}

/** Removes a script that k6p wrote; false if there is none. Throws `FILE_NOT_OURS` if another program wrote the file. */
export function removeOwnScript(host: Host, path: string): boolean {
  const current = host.files.read(path, LARGEST_FILE);
  if (current === undefined) return false;
  requireOwn(Buffer.from(current.bytes).toString("utf8"), path);
  return host.files.remove(path);
}

function requireOwn(text: string, path: string): void {
  if (HEADING.test(text)) return;
  throw new K6pError("FILE_NOT_OURS", {
    message: `${path} exists and was not written by k6p. The file was not changed.`,
    remedy: [`Move the file, then run the command again: mv ${quotedPath(path)} ${quotedPath(`${path}.bak`)}`],
    details: { file: path },
  });
}
