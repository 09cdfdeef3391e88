import type { Host } from "@k6p/core/host/host";
import { UPDATE_NOTICE_VARIABLE } from "@k6p/core/host/k6p-variables";
import { watchForUpdate } from "@k6p/core/operations/updates/update-watch";
import type { Terminal } from "../terminal/terminal.ts";
import { UNRELEASED } from "../version.ts";

/**
 * Looks for a newer k6p while a command runs, for a person at a terminal who has not declined. What comes back is called at the end of the command,
 * and announces what earlier commands heard of; undefined where nothing may be asked.
 */
export function announceUpdate(host: Host, terminal: Terminal, version: string): (() => void) | undefined {
  const { env, outputIsTerminal, errorsAreTerminal } = terminal;
  if (!outputIsTerminal || !errorsAreTerminal || env["CI"] || env[UPDATE_NOTICE_VARIABLE] || version === UNRELEASED)
    return undefined;
  const watch = watchForUpdate(host, version);
  return () => {
    const newer = watch.end();
    if (newer === undefined) return;
    const words = `k6p ${newer} is available; this is ${version}. What is new: https://github.com/k6p/k6p/releases`;
    terminal.printError(`\n${words}\n(${UPDATE_NOTICE_VARIABLE}=1 turns this notice off.)\n`);
  };
}
