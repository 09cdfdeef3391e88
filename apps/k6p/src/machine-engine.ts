import { createEngine } from "@k6p/core/engine/create-engine";
import type { Engine } from "@k6p/core/engine/engine";
import type { Host } from "@k6p/core/host/host";
import type { GlobalFlags } from "./frame/global-flags.ts";
import { givenParts } from "./given-parts.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The whole engine on this machine; its notices and questions go to this terminal. */
export function machineEngine(host: Host, behavior: GlobalFlags & { readonly terminal: Terminal }): Engine {
  return createEngine(givenParts(host, behavior));
}
