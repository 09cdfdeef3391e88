import { K6pError } from "../errors/k6p-error.ts";
import { sanitizeText } from "../errors/sanitize-text.ts";
import { EXTERNAL_STORE_TITLES } from "./external-store.ts";
import type { SecretStore, SecretStoreId, Unreadiness } from "./secret-store.ts";
import { FILE_VAULT_REMEDY } from "./store-failure.ts";

const READINESS_DEADLINE_MS = 150;

type Stores = ReadonlyMap<SecretStoreId, SecretStore>;

/** A store by the name that was given. */
export interface StoreName {
  readonly name: string;
  /** What names it, for messages: `--store`, `K6P_STORE`, or the path of the settings; undefined for an argument. */
  readonly source?: string;
}

export interface StoreQuestion {
  readonly stores: Stores;
  /** The store that the user names for this call. */
  readonly explicit?: StoreName | undefined;
  /** The store that the profile uses already. */
  readonly recorded?: SecretStoreId | undefined;
  /** The store that the user's settings name. */
  readonly setting?: StoreName | undefined;
  /** Whether the user can be asked. */
  readonly canAsk: boolean;
  /** How long the keyring may take to report its state; 150 ms by default. */
  readonly deadlineMs?: number;
}

export type StoreChoice =
  | { readonly kind: "chosen"; readonly store: SecretStore }
  /** The keyring is not ready, and k6p must ask the user for another store. */
  | { readonly kind: "ask"; readonly keyring: Unreadiness };

/**
 * The store for a new token: the one that is named, else the one the profile uses already, else the one of the settings, else the
 * keyring when it is ready. k6p never replaces one of them silently: when the keyring is not ready, it asks.
 * Throws what `storeNamed` throws, and `STORE_NOT_CHOSEN` when it cannot ask.
 */
export async function storeChoice(question: StoreQuestion): Promise<StoreChoice> {
  const { stores, explicit, recorded, setting, canAsk } = question;
  const named = explicit ?? (recorded === undefined ? setting : { name: recorded });
  if (named !== undefined) return { kind: "chosen", store: storeNamed(stores, named) };
  const keyring = storeNamed(stores, { name: "keyring" });
  const readiness = await keyring.readiness(question.deadlineMs ?? READINESS_DEADLINE_MS);
  if (readiness.state === "ready") return { kind: "chosen", store: keyring };
  if (canAsk) return { kind: "ask", keyring: readiness };
  throw new K6pError("STORE_NOT_CHOSEN", {
    message: `There is no store for the token: ${keyring.title} is not ready, and you have not chosen another one. ${readiness.reason}`,
    remedy: [...readiness.remedy, ...FILE_VAULT_REMEDY],
    details: { store: keyring.id, state: readiness.state },
  });
}

/** The store of that name in which k6p can keep tokens. Throws `STORE_READ_ONLY` for a place that k6p only reads, and `STORE_UNKNOWN`. */
export function storeNamed(stores: Stores, { name, source }: StoreName): SecretStore {
  const store = [...stores.values()].find(({ id }) => id === name);
  if (store !== undefined) return store;
  const details = { store: name, ...(source === undefined ? {} : { source }) };
  const origin = source === undefined ? "" : ` (${source})`;
  const remedy = [`Choose one of: ${[...stores.keys()].join(", ")}`];
  if (Object.hasOwn(EXTERNAL_STORE_TITLES, name)) {
    throw new K6pError("STORE_READ_ONLY", {
      message: `k6p does not store tokens in ${name}${origin}: it only reads them there.`,
      remedy: [...remedy, "Or let a profile refer to its token there: k6p store refer --help"],
      details,
    });
  }
  throw new K6pError("STORE_UNKNOWN", {
    message: `There is no secret store ${JSON.stringify(sanitizeText(name, 60))}${origin}.`,
    remedy,
    details,
  });
}
