import type { Directories } from "../host/files/directories.ts";
import type { Host } from "../host/host.ts";
import { joinPath, pathRules } from "../host/join-path.ts";
import type { ExternalStores } from "./external-store.ts";
import type { Secret } from "./secret.ts";
import type { SecretStore, SecretStoreId } from "./secret-store.ts";
import { readCommand } from "./stores/command/read-command.ts";
import { resolveCommand } from "./stores/command/resolve-command.ts";
import { checkVariable, readVariable } from "./stores/env/read-variable.ts";
import { FileVault } from "./stores/file-vault/file-vault.ts";
import { createKeyringStore } from "./stores/keyring/create-keyring-store.ts";
import { readPlainFile } from "./stores/plain-file/read-plain-file.ts";

export interface SecretStoreContext {
  readonly host: Host;
  readonly directories: Pick<Directories, "data" | "state">;
  /** Path of the program built from `keyring-worker.ts`. Without it the keyring is only used where it cannot ask or hang. */
  readonly keyringWorker?: string | undefined;
  /** Asks the user for the passphrase of the file vault; absent without a terminal. */
  readonly askPassphrase?: ((question: string) => Promise<Secret>) | undefined;
  /** Called with a notice when a wait, perhaps for the user, gets long. */
  readonly onWait?: (message: string) => void;
}

/** Every store of this machine in which k6p keeps tokens, by its name. Accesses and loads nothing; each store does that when it is used. */
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

/** The places of this machine that k6p only reads. Touches nothing. */
export function createExternalStores(host: Host): ExternalStores {
  return {
    resolve(source) {
      switch (source.from) {
        case "command":
          return { store: "command", reference: resolveCommand(host, source) };
        case "env":
          return { store: "env", reference: { variable: checkVariable(source.variable) } };
        case "plain-file":
          return {
            store: "plain-file",
            reference: { path: pathRules(host).resolve(host.workingDirectory, source.path) },
          };
      }
    },
    async read({ store, reference }, call) {
      switch (store) {
        case "command":
          return readCommand(host, reference, call);
        case "env":
          return readVariable(host, reference.variable);
        case "plain-file":
          return readPlainFile(host, reference.path);
      }
    },
  };
}
