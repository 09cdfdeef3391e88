import { quotedPath } from "../host/posix-quote.ts";

/** A line of bash and zsh that loads a script if it exists. Their paths have no backslashes, not even on Windows. */
export function sourceIfReadable(path: string): string {
  const quoted = quotedPath(/^[A-Za-z]:/.test(path) ? path.replaceAll("\\", "/") : path);
  return `if [ -r ${quoted} ]; then . ${quoted}; fi`;
}
