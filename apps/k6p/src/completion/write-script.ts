import { K6pError } from "@k6p/core/errors/k6p-error";
import { editFile } from "@k6p/core/host/files/edit-file";
import type { Engine } from "@k6p/core/engine/engine";

const LARGEST_FILE = 1024 * 1024;
/** Stands in every script, near its beginning. */
const HEADING = /^(?:#compdef k6p\r?\n)?# Completion of k6p for /;

interface Script {
  readonly path: string;
  readonly text: string;
  /** Mode of folders that have to be made. */
  readonly folderMode: number;
}

/** Writes a script where there is none, or one of k6p's. Throws `FILE_NOT_OURS` when something else is in the place. */
export async function writeScript(
  engine: Engine,
  { path, text, folderMode }: Script,
): Promise<"written" | "unchanged"> {
  const { outcome } = await editFile(engine.host, {
    path,
    lockDirectory: engine.lockDirectory,
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

/** Removes a script of k6p's; false when there is none. Throws `FILE_NOT_OURS` when something else is in the place. */
export function removeScript({ host }: Pick<Engine, "host">, path: string): boolean {
  const current = host.files.read(path, LARGEST_FILE);
  if (current === undefined) return false;
  requireOwn(Buffer.from(current.bytes).toString("utf8"), path);
  return host.files.remove(path);
}

function requireOwn(text: string, path: string): void {
  if (HEADING.test(text)) return;
  throw new K6pError("FILE_NOT_OURS", {
    message: `${path} is there already, and is no script of k6p's. It was left as it is.`,
    remedy: ["Move it away and try again."],
    details: { file: path },
  });
}
