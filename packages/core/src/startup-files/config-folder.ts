import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";

/** The folder of settings by the rule of XDG, which some shells follow on every system. */
export function configFolder(host: Host): string {
  return host.env["XDG_CONFIG_HOME"] || joinPath(host, host.homeDirectory, ".config");
}
