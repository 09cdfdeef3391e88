import type { LooseSecret, LooseSecrets } from "../credentials/loose-secrets.ts";
import type { SecretStore, SecretStoreId } from "../secrets/secret-store.ts";
import type { StoreCall } from "../secrets/store-call.ts";

export interface TrackingParts {
  readonly looseSecrets: LooseSecrets;
  /**
   * Whether a record points to a secret that a process left behind, and its profile is there. Where it is not, removes the record that was
   * made for it. `unknown` when a record cannot be read.
   */
  readonly settle: (secret: LooseSecret) => "used" | "unused" | "unknown";
}

/**
 * The stores, so that every secret in them is known: one is written down before it is stored and struck out when it is removed. What killed
 * processes left in a store is removed from it once that has been opened for something else.
 */
export function trackedStores(
  stores: ReadonlyMap<SecretStoreId, SecretStore>,
  parts: TrackingParts,
): ReadonlyMap<SecretStoreId, SecretStore> {
  return new Map([...stores].map(([id, store]) => [id, trackedStore(store, parts)] as const));
}

function trackedStore(store: SecretStore, { looseSecrets, settle }: TrackingParts): SecretStore {
  const { id, title, capabilities } = store;
  let isSwept = false;
  const sweep = async (call: StoreCall): Promise<void> => {
    if (isSwept) return;
    isSwept = true;
    for (const secret of looseSecrets.abandoned(id)) {
      const state = settle(secret);
      if (state === "unknown") continue;
      try {
        if (state === "unused") await store.remove(secret.reference, call);
        looseSecrets.release(secret.reference);
      } catch {
        // It stays written down, and is tried again with the next command that opens the store.
      }
    }
  };
  return {
    id,
    title,
    capabilities,
    readiness: (deadlineMs) => store.readiness(deadlineMs),
    async read(reference, call) {
      const result = await store.read(reference, call);
      if (result.kind === "found") await sweep(call);
      return result;
    },
    async write(reference, secret, call) {
      looseSecrets.hold({ store: id, reference });
      await store.write(reference, secret, call);
      await sweep(call);
    },
    async remove(reference, call) {
      const outcome = await store.remove(reference, call);
      looseSecrets.release(reference);
      await sweep(call);
      return outcome;
    },
    ...(store.rekey === undefined ? {} : { rekey: store.rekey.bind(store) }),
  };
}
