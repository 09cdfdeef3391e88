import { K6pError } from "../../errors/k6p-error.ts";
import type { SecretStore, SecretStoreId } from "../../secrets/secret-store.ts";
import type { Engine } from "../../engine/engine.ts";

/** The store with that id. Throws `STORE_UNKNOWN`. */
export function storeOf(engine: Pick<Engine, "stores">, id: SecretStoreId): SecretStore {
  const store = engine.stores.get(id);
  if (store !== undefined) return store;
  throw new K6pError("STORE_UNKNOWN", {
    message: `There is no secret store ${id}.`,
    remedy: [`Choose one of: ${[...engine.stores.keys()].join(", ")}`],
    details: { store: id },
  });
}
