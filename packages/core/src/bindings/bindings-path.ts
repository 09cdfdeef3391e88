import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";

/** The file of the bindings, which k6p and the hooks of the shells read. */
export function bindingsPath(host: Host, configDirectory: string): string {
  return joinPath(host, configDirectory, "bindings.tsv");
}
