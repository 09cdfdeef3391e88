import type { Host } from "@k6p/core/host/host";
import { createEngine, type Engine } from "@k6p/core/engine/engine";
import { keyringWorkerArgument } from "./own-program.ts";
import { printNotice } from "./terminal/print-notice.ts";
import { terminalPrompter } from "./terminal/terminal-prompter.ts";
import type { GlobalFlags } from "./frame/global-flags.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { VERSION } from "./version.ts";

/** The engine on this machine; its notices and questions go to this terminal. */
export function machineEngine(
  host: Host,
  { terminal, quiet, noInput }: GlobalFlags & { readonly terminal: Terminal },
): Engine {
  return createEngine({
    host,
    version: VERSION,
    ask: noInput ? undefined : terminalPrompter(terminal),
    keyringWorker: keyringWorkerArgument(),
    notify: (notice) => {
      if (!quiet || notice.level === "warning") printNotice(notice, terminal);
    },
  });
}
