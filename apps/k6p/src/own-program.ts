import { join } from "node:path";

/** Put in by the bundler. */
declare const K6P_STANDALONE: boolean | undefined;

/** Whether this is the program that needs no Node: `host.processes.nodeProgram` is k6p itself then. */
export const STANDALONE = typeof K6P_STANDALONE === "boolean" && K6P_STANDALONE;

/** The first word that makes the standalone program act as the keyring's worker. It is not a command. */
export const KEYRING_WORKER_WORD = "__keyring-worker";

/** The arguments that make `host.processes.nodeProgram` run this k6p with these words. */
export function ownArguments(words: readonly string[]): readonly string[] {
  return STANDALONE ? words : [join(import.meta.dirname, "k6p.cjs"), ...words];
}

/** The argument that makes `host.processes.nodeProgram` do a keyring call that may hang. */
export function keyringWorkerArgument(): string {
  return STANDALONE ? KEYRING_WORKER_WORD : join(import.meta.dirname, "keyring-worker.cjs");
}
