import { requireStorable } from "../secrets/require-storable.ts";
import { requireSecretReference } from "../secrets/secret-reference.ts";
import { LARGEST_SECRET, type ReadResult, type SecretStore, type SecretStoreId } from "../secrets/secret-store.ts";
import type { Secret } from "../secrets/secret.ts";

/** A store that forgets everything with the process. */
export function createMemorySecretStore(id: SecretStoreId): SecretStore {
  const secrets = new Map<string, Secret>();
  const store: SecretStore = {
    id,
    title: `the ${id} store in memory`,
    capabilities: { writable: true, maxBytes: LARGEST_SECRET },
    readiness: async () => ({ state: "ready" }),
    async read(reference): Promise<ReadResult> {
      requireSecretReference(reference);
      const secret = secrets.get(reference);
      return secret === undefined ? { kind: "absent" } : { kind: "found", secret };
    },
    async write(reference, secret) {
      requireSecretReference(reference);
      requireStorable(store, secret);
      secrets.set(reference, secret);
    },
    async remove(reference) {
      requireSecretReference(reference);
      return secrets.delete(reference) ? "removed" : "absent";
    },
  };
  return store;
}
