import { K6pError } from "../../../errors/k6p-error.ts";
import { editFile } from "../../../host/edit-file.ts";
import type { Host } from "../../../host/host.ts";
import { requireReadBack } from "../../require-read-back.ts";
import { requireStorable } from "../../require-storable.ts";
import { requireSecretReference } from "../../secret-reference.ts";
import {
  LARGEST_SECRET,
  type ReadResult,
  type SecretStore,
  type StoreFailure,
  type StoreReadiness,
} from "../../secret-store.ts";
import { Secret } from "../../secret.ts";
import { storeChangeFailure } from "../../store-failure.ts";
import { unreadyFailure } from "../../unready-failure.ts";
import type { AgeCipher } from "./age.ts";
import { createIdentity } from "./create-identity.ts";
import { fileFailure } from "./file-failure.ts";
import { openDocument, sealDocument } from "./secret-document.ts";
import { accessVault, type VaultAccess, vaultKeys } from "./vault-access.ts";
import { secretPath, type VaultLayout, vaultLayout } from "./vault-layout.ts";

const LARGEST_FILE = 64 * 1024;

export interface FileVaultParts {
  readonly host: Host;
  readonly dataDirectory: string;
  readonly lockDirectory: string;
}

/** Files of the age format, one a secret, below the user's data folder. The key lies beside them, readable by the user alone. */
export class FileVault implements SecretStore {
  readonly id = "file";
  readonly title = "the encrypted file vault";
  readonly capabilities = { writable: true, maxBytes: LARGEST_SECRET };
  readonly #parts: FileVaultParts;
  readonly #layout: VaultLayout;

  constructor(parts: FileVaultParts) {
    this.#parts = parts;
    this.#layout = vaultLayout(parts.host, parts.dataDirectory);
  }

  async readiness(): Promise<StoreReadiness> {
    const keys = vaultKeys(this.#parts.host, this.#layout);
    return keys.kind === "unusable" ? keys.why : { state: "ready" };
  }

  async read(reference: string): Promise<ReadResult> {
    requireSecretReference(reference);
    const access = await accessVault(this.#parts.host, this.#layout);
    if (access.kind === "unusable") return unreadyFailure(access.why);
    const file = this.#readFile(reference);
    if (file === undefined || access.kind === "none") return { kind: "absent" };
    return file instanceof Uint8Array ? this.#open(reference, file, access) : file;
  }

  async write(reference: string, secret: Secret): Promise<void> {
    requireSecretReference(reference);
    requireStorable(this, secret);
    const cipher = await this.#cipherToWrite();
    const file = Buffer.from(await cipher.seal(sealDocument(reference, secret.reveal())), "utf8");
    await this.#putting(
      editFile(this.#parts.host, {
        path: this.#pathOf(reference),
        lockDirectory: this.#parts.lockDirectory,
        maxBytes: LARGEST_FILE,
        createParents: 0o700,
        edit: () => file,
      }),
    );
    requireReadBack(this, secret, await this.read(reference));
  }

  async remove(reference: string): Promise<"removed" | "absent"> {
    requireSecretReference(reference);
    const { files } = this.#parts.host;
    const path = this.#pathOf(reference);
    try {
      if (!files.remove(path)) return "absent";
      files.syncDirectory(this.#layout.secrets);
      return "removed";
    } catch (error) {
      throw storeChangeFailure(this, fileFailure(error, path), "removed");
    }
  }

  #pathOf(reference: string): string {
    return secretPath(this.#parts.host, this.#layout, reference);
  }

  #readFile(reference: string): Uint8Array | StoreFailure | undefined {
    const path = this.#pathOf(reference);
    try {
      return this.#parts.host.files.read(path, LARGEST_FILE)?.bytes;
    } catch (error) {
      return fileFailure(error, path);
    }
  }

  async #open(reference: string, file: Uint8Array, { cipher, source }: OpenVault): Promise<ReadResult> {
    const path = this.#pathOf(reference);
    let document: string;
    try {
      document = await cipher.open(file);
    } catch {
      const reason = `${path} is damaged, or was encrypted for another key than that of ${source}.`;
      return { kind: "corrupt", reason, remedy: ["Bring the file back from a backup, if there is one."] };
    }
    const opened = openDocument(reference, document);
    if (opened.kind === "opened") return { kind: "found", secret: new Secret(opened.text) };
    const fact =
      opened.kind === "mismatch" ? "holds the secret of another reference" : "is not a file that k6p encrypted";
    return { kind: opened.kind, reason: `${path} ${fact}.`, remedy: [] };
  }

  /** Makes the key of the vault with the first secret. */
  async #cipherToWrite(): Promise<AgeCipher> {
    const { host, lockDirectory } = this.#parts;
    let access = await accessVault(host, this.#layout);
    if (access.kind === "none") {
      await this.#putting(createIdentity(host, this.#layout, lockDirectory));
      access = await accessVault(host, this.#layout);
    }
    if (access.kind === "open") return access.cipher;
    if (access.kind === "unusable") throw storeChangeFailure(this, unreadyFailure(access.why), "stored");
    throw new K6pError("STORE_WRITE_FAILED", {
      message: `Something removes the key of the file vault: ${this.#layout.identity}`,
    });
  }

  /** Tells a failed write of a file as a failure of the store. */
  async #putting(edit: Promise<unknown>): Promise<void> {
    try {
      await edit;
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      const message = `Nothing was stored in ${this.title}. ${error.message}`;
      throw new K6pError("STORE_WRITE_FAILED", { message, remedy: error.remedy, details: error.details, cause: error });
    }
  }
}

type OpenVault = VaultAccess & { readonly kind: "open" };
