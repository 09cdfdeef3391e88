import type { ErrorCode } from "../errors/error-codes.ts";
import { K6pError } from "../errors/k6p-error.ts";
import { unreadyFailure } from "./unready-failure.ts";
import type { StoreFailure, StoreId, Unreadiness } from "./secret-store.ts";

const CODES = {
  locked: "STORE_LOCKED",
  unavailable: "STORE_UNAVAILABLE",
  timeout: "STORE_TIMEOUT",
  corrupt: "STORE_CORRUPT",
  mismatch: "STORE_MISMATCH",
} as const satisfies Record<StoreFailure["kind"], ErrorCode>;

/** How to work without a keyring. */
export const FILE_VAULT_REMEDY = [
  "Or keep tokens in the encrypted file vault: add --store file",
  "To always use it: export K6P_STORE=file",
] as const;

interface NamedStore {
  readonly id: StoreId;
  readonly title: string;
}

/** The error for a token that could not be read. */
export function storeFailure(store: NamedStore, failure: StoreFailure, profileName: string): K6pError {
  const elsewhere = store.id === "keyring" ? " into the encrypted file vault" : "";
  const option = store.id === "keyring" ? " --store file" : "";
  return new K6pError(CODES[failure.kind], {
    message: `The token of profile ${profileName} could not be read from ${store.title}. ${failure.reason}`,
    remedy: [...failure.remedy, `Or enter the token again${elsewhere}: k6p login ${profileName}${option}`],
    details: { store: store.id, problem: failure.kind, profile: profileName },
  });
}

const CHANGES = { stored: "stored in", removed: "removed from", changed: "changed in" } as const;

/** The error for a secret that could not be stored or removed, and for a store whose key could not be changed. */
export function storeChangeFailure(
  store: NamedStore,
  failure: StoreFailure,
  change: "stored" | "removed" | "changed",
): K6pError {
  const otherStore = store.id === "keyring" && change === "stored" ? FILE_VAULT_REMEDY : [];
  return new K6pError(CODES[failure.kind], {
    message: `Nothing was ${CHANGES[change]} ${store.title}. ${failure.reason}`,
    remedy: [...failure.remedy, ...otherStore],
    details: { store: store.id, problem: failure.kind },
  });
}

/** The error for a store that was chosen and is not ready. */
export function storeNotReady(store: NamedStore, unreadiness: Unreadiness): K6pError {
  const { kind, reason, remedy } = unreadyFailure(unreadiness);
  return new K6pError(CODES[kind], {
    message: `Cannot use ${store.title}: ${reason}`,
    remedy,
    details: { store: store.id, problem: kind },
  });
}
