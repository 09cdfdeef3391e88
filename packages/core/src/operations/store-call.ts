import type { StoreCall } from "../secrets/secret-store.ts";
import type { Engine } from "./engine.ts";

const DEADLINES_MS = { read: 3_000, write: 5_000, command: 15_000 } as const;
/** Time to find a password and type it. */
const DEADLINE_WITH_PERSON_MS = 60_000;

/** Deadline and manners of a call that reads or changes a store, or runs a command that prints a token. */
export function storeCall(engine: Pick<Engine, "ask">, kind: keyof typeof DEADLINES_MS): StoreCall {
  const interactive = engine.ask !== undefined;
  return { interactive, deadlineMs: interactive ? DEADLINE_WITH_PERSON_MS : DEADLINES_MS[kind] };
}
