import type { Host } from "@k6p/core/host/host";
import { createEngine, type Engine } from "@k6p/core/engine/engine";
import { keyringWorkerArgument } from "./own-program.ts";
import { printNotice } from "./terminal/print-notice.ts";
import { terminalPrompter } from "./terminal/terminal-prompter.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { VERSION } from "./version.ts";

/** The engine on this machine, speaking to the person at this terminal. */
export function machineEngine(host: Host, terminal: Terminal): Engine {
  return createEngine({
    host,
    version: VERSION,
    ask: terminalPrompter(terminal),
    keyringWorker: keyringWorkerArgument(),
    notify: (notice) => printNotice(notice, terminal),
  });
}
