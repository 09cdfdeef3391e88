import type { SecretStore } from "./secret-store.ts";
import { storeNotReady } from "./store-failure.ts";

/** Longer than for a new token, which does not wait for a slow keyring. */
export const READINESS_DEADLINE_MS = 1_000;

/** Throws `STORE_*` when a store is not ready, unless it is locked and the user can be asked to unlock it. */
export async function requireReady({ ask }: { readonly ask: object | undefined }, store: SecretStore): Promise<void> {
  const readiness = await store.readiness(READINESS_DEADLINE_MS);
  if (readiness.state === "ready" || (readiness.state === "locked" && ask !== undefined)) return;
  throw storeNotReady(store, readiness);
}
