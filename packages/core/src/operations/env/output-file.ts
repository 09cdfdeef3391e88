import { K6pError } from "../../errors/k6p-error.ts";
import { editFile } from "../../host/files/edit-file.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Parts } from "../../engine/engine.ts";
import { isOurVariable } from "../active/original-environment.ts";

const LARGEST_FILE = 16 * 1024 * 1024;

/** Creates a file with mode 0600, or replaces one that k6p wrote. Throws `FILE_NOT_OURS` if other content would be lost. */
export async function writeOwnFile(engine: Parts<"host" | "lockDirectory">, path: string, text: string): Promise<void> {
  await edit(engine, path, (current) => {
    if (!isOurs(current)) throw notOurs(path);
    return text;
  });
}

/** Appends lines to a file and makes it readable by the user only. */
export async function addToFile(engine: Parts<"host" | "lockDirectory">, path: string, text: string): Promise<void> {
  await edit(engine, path, (current) => `${current}${current === "" || current.endsWith("\n") ? "" : "\n"}${text}`);
}

async function edit(
  { host, lockDirectory }: Parts<"host" | "lockDirectory">,
  path: string,
  change: (current: string) => string,
): Promise<void> {
  await editFile(host, {
    path,
    lockDirectory,
    maxBytes: LARGEST_FILE,
    edit: (current) => Buffer.from(change(Buffer.from(current?.bytes ?? []).toString("utf8"))),
  });
}

/** Whether a text contains only variables that k6p writes, in any of its formats. */
function isOurs(text: string): boolean {
  const names = namesInJson(text) ?? namesInLines(text);
  return names.every(isOurVariable);
}

/** Undefined if the text is not a JSON object. */
function namesInJson(text: string): readonly string[] | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null ? Object.keys(json) : undefined;
  } catch {
    return undefined;
  }
}

function namesInLines(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => line.slice(0, Math.max(0, line.indexOf("="))));
}

function notOurs(path: string): K6pError {
  return new K6pError("FILE_NOT_OURS", {
    message: `${path} contains text that k6p did not write. It was not changed.`,
    remedy: ["Write to a new file: --output FILE", `Or move this one away: mv ${quotedPath(path)} NEW_PATH`],
    details: { file: path },
  });
}
