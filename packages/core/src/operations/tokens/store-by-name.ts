import { type StoreName, storeNamed } from "../../secrets/choose-store.ts";
import { EXTERNAL_STORE_TITLES } from "../../secrets/external-store.ts";
import type { ExternalStoreId, StoreId } from "../../secrets/secret-store.ts";
import type { Engine } from "../../engine/engine.ts";

/** The id of any place for tokens, also of one that k6p only reads. Throws `STORE_UNKNOWN`. */
export function knownStore({ stores }: Pick<Engine, "stores">, named: StoreName): StoreId {
  return isExternal(named.name) ? named.name : storeNamed(stores, named).id;
}

function isExternal(name: string): name is ExternalStoreId {
  return Object.hasOwn(EXTERNAL_STORE_TITLES, name);
}
