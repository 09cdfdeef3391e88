import { quotedPath } from "@k6p/core/host/posix-quote";

/** A line of bash and zsh that reads a script, and does nothing when it has gone. Their paths have no backslashes on Windows either. */
export function readWhenThere(path: string): string {
  const quoted = quotedPath(/^[A-Za-z]:/.test(path) ? path.replaceAll("\\", "/") : path);
  return `if [ -r ${quoted} ]; then . ${quoted}; fi`;
}
