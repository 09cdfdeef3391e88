import { createNodeHost } from "@k6p/core/host/node-host";
import type { Host } from "@k6p/core/host/host";
import { createEngine, type Engine } from "@k6p/core/operations/engine";
import type { Secret } from "@k6p/core/secrets/secret";
import { keyringWorkerPath } from "./keyring-worker-path.ts";
import { createPrompter } from "./prompter.ts";
import { printNotice } from "./print-notice.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** What a command works with. */
export interface CommandContext {
  readonly host: Host;
  /** For operations; put together when it is first used. */
  readonly engine: Engine;
  readonly terminal: Terminal;
  readonly versions: { readonly k6p: string; readonly node: string };
  /** The text piped into the command (`--token-stdin`). Throws `TOKEN_INVALID` when it is too long, `USAGE` when none comes in time. */
  readPipedSecret(): Promise<Secret>;
}

/** The composition root: the only place where the engine meets this machine. */
export function createContext(terminal: Terminal): CommandContext {
  const host = createNodeHost();
  let engine: Engine | undefined;
  return {
    host,
    get engine() {
      return (engine ??= createEngine({
        host,
        version: VERSION,
        ask: createPrompter(terminal),
        keyringWorker: keyringWorkerPath(),
        notify: (notice) => printNotice(notice, terminal),
      }));
    },
    terminal,
    versions: { k6p: VERSION, node: process.versions.node },
    async readPipedSecret() {
      const { readPipedSecret } = await import("./read-piped-secret.ts");
      return readPipedSecret(terminal);
    },
  };
}
