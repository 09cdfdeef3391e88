import type { Host } from "@k6p/core/host/host";
import { joinPath } from "@k6p/core/host/join-path";

/** The folder of settings by the rule of XDG, which some shells follow on every system. */
export function configFolder(host: Host): string {
  return host.env["XDG_CONFIG_HOME"] || joinPath(host, host.homeDirectory, ".config");
}
