import type { Directories } from "../host/directories.ts";
import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import type { Secret } from "./secret.ts";
import type { SecretStore, SecretStoreId } from "./secret-store.ts";
import { FileVault } from "./stores/file-vault/file-vault.ts";
import { createKeyringStore } from "./stores/keyring/create-keyring-store.ts";

export interface SecretStoreContext {
  readonly host: Host;
  readonly directories: Pick<Directories, "data" | "state">;
  /** Path of the program built from `keyring-worker.ts`. Without it the keyring is only used where it cannot ask or hang. */
  readonly keyringWorker?: string | undefined;
  /** Asks the person for the passphrase of the file vault; absent where nobody can be asked. */
  readonly askPassphrase?: ((question: string) => Promise<Secret>) | undefined;
  /** Told what is waited for, once a wait that may be one for the person gets long. */
  readonly onWait?: (message: string) => void;
}

/** Every store of this machine, by its name. Touches and loads nothing: a store does so when it is used. */
export function createSecretStores({
  host,
  directories,
  keyringWorker,
  askPassphrase,
  onWait,
}: SecretStoreContext): ReadonlyMap<SecretStoreId, SecretStore> {
  const lockDirectory = joinPath(host, directories.state, "locks");
  const keyring = createKeyringStore(host, { worker: keyringWorker, onWait });
  const stores: readonly SecretStore[] = [
    keyring,
    new FileVault({ host, keyring, askPassphrase, dataDirectory: directories.data, lockDirectory }),
  ];
  return new Map(stores.map((store) => [store.id, store]));
}
