import type { GivenPart, Parts } from "@k6p/core/engine/engine";
import type { Host } from "@k6p/core/host/host";
import type { GlobalFlags } from "./frame/global-flags.ts";
import { keyringWorkerArgument } from "./own-program.ts";
import { passphraseAsker } from "./terminal/passphrase-asker.ts";
import { printNotice } from "./terminal/print-notice.ts";
import { terminalPrompter } from "./terminal/terminal-prompter.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { VERSION } from "./version.ts";

/** The parts of the engine that this program gives: notices and questions go to this terminal. */
export function givenParts(
  host: Host,
  { terminal, quiet, noInput }: GlobalFlags & { readonly terminal: Terminal },
): Parts<GivenPart> {
  return {
    host,
    version: VERSION,
    ask: noInput ? undefined : terminalPrompter(terminal),
    askPassphrase: noInput ? undefined : passphraseAsker(terminal),
    keyringWorker: keyringWorkerArgument(),
    notify: (notice) => {
      if (!quiet || notice.level === "warning") printNotice(notice, terminal);
    },
  };
}
