import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";

/** Path of the bindings file, which k6p and the shell hooks read. */
export function bindingsPath(host: Host, configDirectory: string): string {
  return joinPath(host, configDirectory, "bindings.tsv");
}
