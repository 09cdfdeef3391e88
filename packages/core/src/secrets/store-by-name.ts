import { type StoreName, type StoreQuestion, storeNamed } from "./store-choice.ts";
import { EXTERNAL_STORE_TITLES } from "./external-store.ts";
import type { ExternalStoreId, StoreId } from "./secret-store.ts";

/** The ID of a place for tokens, including those that k6p only reads. Throws `STORE_UNKNOWN`. */
export function storeByName({ stores }: Pick<StoreQuestion, "stores">, named: StoreName): StoreId {
  return isExternal(named.name) ? named.name : storeNamed(stores, named).id;
}

function isExternal(name: string): name is ExternalStoreId {
  return Object.hasOwn(EXTERNAL_STORE_TITLES, name);
}
