import type { Host } from "@k6p/core/host/host";
import { createEngine, type Engine } from "@k6p/core/engine/engine";
import { K6pError } from "@k6p/core/errors/k6p-error";
import { sweepCopies } from "@k6p/core/operations/run/sweep-copies";
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

/** Sweeps what killed processes left, unless k6p has no folders here: that is for the command to say, if it needs them. */
export async function sweepBy(engine: () => Engine): Promise<void> {
  try {
    await sweepCopies(engine());
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
  }
}
