import type { StoreId } from "./secret-store.ts";
import type { StoreCall } from "./store-call.ts";

/** Whether you can be asked: a store that is locked may then show its own question. */
interface Asking {
  readonly ask: object | undefined;
}

const READ_MS = 3_000;
const WRITE_MS = 5_000;
/** When many processes write at once, each waits for its turn, but not for one that has died. */
const WRITE_TO_FILES_MS = 60_000;
const COMMAND_MS = 15_000;
/** Time to find a password and type it. */
const WITH_PERSON_MS = 60_000;

/** Deadline and interactivity of a call that reads a store, or runs a command that prints a token. */
export function readCall(asking: Asking, store: StoreId): StoreCall {
  return callWithin(asking, store === "command" ? COMMAND_MS : READ_MS);
}

/** Deadline and interactivity of a call that changes a store. */
export function writeCall(asking: Asking, store: StoreId): StoreCall {
  return callWithin(asking, store === "file" ? WRITE_TO_FILES_MS : WRITE_MS);
}

function callWithin({ ask }: Asking, deadlineMs: number): StoreCall {
  return ask === undefined ? { interactive: false, deadlineMs } : { interactive: true, deadlineMs: WITH_PERSON_MS };
}
