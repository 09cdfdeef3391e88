import { K6pError } from "@k6p/core/errors/k6p-error";
import { editFile } from "@k6p/core/host/files/edit-file";
import type { Engine } from "@k6p/core/engine/engine";
import { withBlock, withoutBlock } from "./rc-block.ts";

const LARGEST_FILE = 4 * 1024 * 1024;
const NEW_FILE_MODE = 0o644;

/** Puts k6p's lines into a file that a shell reads when it starts; the file keeps its mode, and all its other bytes. */
export async function addLines(engine: Engine, file: string, line: string): Promise<"written" | "unchanged"> {
  const edit = (text: string | undefined): string => withBlock(text, Buffer.from(line).toString("latin1"));
  return editText(engine, file, edit);
}

/** Takes k6p's lines out of such a file, and the file away if k6p made it; `unchanged` when they are not there. */
export async function removeLines(engine: Engine, file: string): Promise<"written" | "unchanged"> {
  if (engine.host.files.status(file) === undefined) return "unchanged";
  let goes = false;
  const outcome = await editText(engine, file, (text = "") => {
    const rest = withoutBlock(text);
    goes = rest === undefined;
    return rest ?? "";
  });
  if (goes) engine.host.files.remove(engine.host.files.realPath(file) ?? file);
  return outcome;
}

/** Every byte is a character here, so that the text may be in any encoding that has ASCII for its first half. */
async function editText(
  engine: Engine,
  file: string,
  edit: (text: string | undefined) => string,
): Promise<"written" | "unchanged"> {
  const { host, lockDirectory } = engine;
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
    message: `${file} is in UTF-16, which k6p does not edit. It was left as it is.`,
    remedy: ["Save it as UTF-8 and try again."],
    details: { file },
  });
}
