import { K6pError } from "../errors/k6p-error.ts";
import { editFile } from "../host/files/edit-file.ts";
import type { Host } from "../host/host.ts";
import type { StartupBlock } from "./startup-block.ts";

const LARGEST_FILE = 4 * 1024 * 1024;
const NEW_FILE_MODE = 0o644;

export interface StartupFileEdit {
  readonly host: Host;
  readonly lockDirectory: string;
  /** Path of the startup file. */
  readonly file: string;
  readonly block: StartupBlock;
}

/** Adds k6p's block to a startup file, or updates it. The file keeps its mode and all its other bytes. */
export async function addToStartupFile(edit: StartupFileEdit, line: string): Promise<"written" | "unchanged"> {
  return editText(edit, (text) => edit.block.addTo(text, Buffer.from(line).toString("latin1")));
}

/** Removes k6p's block from a startup file, and the file itself if k6p made it; `unchanged` if there is no block. */
export async function removeFromStartupFile(edit: StartupFileEdit): Promise<"written" | "unchanged"> {
  const { host, file, block } = edit;
  if (host.files.status(file) === undefined) return "unchanged";
  let goes = false;
  const outcome = await editText(edit, (text = "") => {
    const rest = block.removeFrom(text);
    goes = rest === undefined;
    return rest ?? "";
  });
  if (goes) host.files.remove(host.files.realPath(file) ?? file);
  return outcome;
}

/** Every byte is one character here, so the text may be in any encoding that extends ASCII. */
async function editText(
  { host, lockDirectory, file }: StartupFileEdit,
  edit: (text: string | undefined) => string,
): Promise<"written" | "unchanged"> {
  const { outcome } = await editFile(host, {
    path: file,
    lockDirectory,
    maxBytes: LARGEST_FILE,
    mode: host.files.status(file)?.mode ?? NEW_FILE_MODE,
    createParents: 0o755,
    edit: (current) => {
      const text = current === undefined ? undefined : Buffer.from(current.bytes).toString("latin1");
      if (text !== undefined && /^(?:\xff\xfe|\xfe\xff)/.test(text)) throw wideText(file);
      return Buffer.from(edit(text), "latin1");
    },
  });
  return outcome === "unchanged" ? "unchanged" : "written";
}

function wideText(file: string): K6pError {
  return new K6pError("FILE_NOT_OURS", {
    message: `${file} is in UTF-16, which k6p does not edit. The file was not changed.`,
    remedy: ["Save the file as UTF-8, then run the command again."],
    details: { file },
  });
}
