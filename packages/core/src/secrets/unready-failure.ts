import type { StoreFailure, Unreadiness } from "./secret-store.ts";

/** What a call fails with when its store is not ready. */
export function unreadyFailure({ state, reason, remedy }: Unreadiness): StoreFailure {
  const kind = state === "locked" ? "locked" : state === "slow" ? "timeout" : "unavailable";
  return { kind, reason, remedy };
}
