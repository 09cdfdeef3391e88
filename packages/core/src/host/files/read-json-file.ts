import { K6pError } from "../../errors/k6p-error.ts";
import type { Host } from "../host.ts";
import { readFailure } from "./read-failure.ts";

/** The value in a JSON file, unchecked; undefined when there is no file. Throws `FILE_READ_FAILED` when it is not JSON, or cannot be read. */
export function readJsonFile(host: Host, path: string, maxBytes: number): unknown {
  const bytes = readBytes(host, path, maxBytes);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // Without a cause: the parser's message quotes the file.
    throw new K6pError("FILE_READ_FAILED", { message: `${path} is not JSON.`, details: { file: path } });
  }
}

function readBytes(host: Host, path: string, maxBytes: number): Uint8Array | undefined {
  try {
    return host.files.read(path, maxBytes)?.bytes;
  } catch (error) {
    throw readFailure(error, path);
  }
}
