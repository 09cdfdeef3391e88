import { joinPath } from "./join-path.ts";
import type { Host } from "./host.ts";

/**
 * The path with a leading `~/` replaced by the home folder. Shells leave the tilde in `--file=~/x` and in quotes, where it would name a
 * folder called `~`. Other paths, and all paths where there is no home folder, are returned as they are.
 */
export function expandHome(host: Pick<Host, "platform" | "homeDirectory">, path: string): string {
  const isOfHome = path.startsWith("~/") || (host.platform === "win32" && path.startsWith("~\\"));
  return isOfHome && host.homeDirectory !== "" ? joinPath(host, host.homeDirectory, path.slice(2)) : path;
}
