import { join } from "node:path";

/** Where the build puts the program that does keyring calls which may hang. */
export function keyringWorkerPath(): string {
  return join(import.meta.dirname, "keyring-worker.cjs");
}
