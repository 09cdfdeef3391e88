import { K6pError } from "../errors/k6p-error.ts";
import type { SecretStore, SecretStoreId, Unreadiness } from "./secret-store.ts";
import { FILE_VAULT_REMEDY } from "./store-failure.ts";

const READINESS_DEADLINE_MS = 150;

export interface StoreQuestion {
  readonly stores: ReadonlyMap<SecretStoreId, SecretStore>;
  /** The store that the user names for this call, by option or variable. */
  readonly explicit?: string | undefined;
  /** The store that the profile uses already. */
  readonly recorded?: SecretStoreId | undefined;
  /** The store that the user's settings name. */
  readonly setting?: string | undefined;
  /** Whether somebody can be asked. */
  readonly canAsk: boolean;
  /** How long the keyring may take to tell how it stands; 150 ms when not given. */
  readonly deadlineMs?: number;
}

export type StoreChoice =
  | { readonly kind: "chosen"; readonly store: SecretStore }
  /** The keyring cannot be used as it stands, and the person is to be asked for another store. */
  | { readonly kind: "ask"; readonly keyring: Unreadiness };

/**
 * The store for a new token: the one that is named, else the one the profile uses already, else the one of the settings, else the
 * keyring when it is ready. None of them is ever replaced by another one in silence: when the keyring is not ready the person is to be
 * asked. Throws `STORE_UNKNOWN` for a name that no store has, and `STORE_NOT_CHOSEN` when nobody can be asked.
 */
export async function chooseStore(question: StoreQuestion): Promise<StoreChoice> {
  const named = question.explicit ?? question.recorded ?? question.setting;
  if (named !== undefined) return { kind: "chosen", store: storeNamed(question.stores, named) };
  const keyring = storeNamed(question.stores, "keyring");
  const readiness = await keyring.readiness(question.deadlineMs ?? READINESS_DEADLINE_MS);
  if (readiness.state === "ready") return { kind: "chosen", store: keyring };
  if (question.canAsk) return { kind: "ask", keyring: readiness };
  throw new K6pError("STORE_NOT_CHOSEN", {
    message: `There is no place for the token: ${keyring.title} is not ready, and no other store was chosen. ${readiness.reason}`,
    remedy: [...readiness.remedy, ...FILE_VAULT_REMEDY],
    details: { store: keyring.id, state: readiness.state },
  });
}

function storeNamed(stores: StoreQuestion["stores"], name: string): SecretStore {
  const store = [...stores.values()].find(({ id }) => id === name);
  if (store !== undefined) return store;
  throw new K6pError("STORE_UNKNOWN", {
    message: `There is no secret store ${JSON.stringify(name)}.`,
    remedy: [`Choose one of: ${[...stores.keys()].join(", ")}`],
    details: { store: name },
  });
}
