import { createReadStream } from "node:fs";

/** A named pipe, or what a shell puts in place of `<(…)`, as a stream. It reports failures as errors of the stream. */
export function openTokenPipe(path: string): NodeJS.ReadableStream {
  return createReadStream(path);
}
