import { K6pError } from "../errors/k6p-error.ts";
import type { SecretStore, SecretStoreId } from "./secret-store.ts";

/** The store with that id. Throws `STORE_UNKNOWN`. */
export function storeById(
  { stores }: { readonly stores: ReadonlyMap<SecretStoreId, SecretStore> },
  id: SecretStoreId,
): SecretStore {
  const store = stores.get(id);
  if (store !== undefined) return store;
  throw new K6pError("STORE_UNKNOWN", {
    message: `There is no secret store ${id}.`,
    remedy: [`Choose one of: ${[...stores.keys()].join(", ")}`],
    details: { store: id },
  });
}
