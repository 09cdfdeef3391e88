import { posix, win32 } from "node:path";
import type { Host } from "./host.ts";

/** Path rules of the host's system. */
export function pathRules(host: Pick<Host, "platform">): typeof posix {
  return host.platform === "win32" ? win32 : posix;
}

/** Joins path segments with the rules of the host's system. */
export function joinPath(host: Pick<Host, "platform">, ...segments: readonly string[]): string {
  return pathRules(host).join(...segments);
}
