import { K6pError } from "../../../errors/k6p-error.ts";
import { editFile } from "../../../host/files/edit-file.ts";
import type { Host } from "../../../host/host.ts";
import type { RekeyRequest, RekeyResult } from "../../rekeying.ts";
import { requireReadBack } from "../../require-read-back.ts";
import { requireStorable } from "../../require-storable.ts";
import { requireSecretReference } from "../../secret-reference.ts";
import { LARGEST_SECRET, type ReadResult, type SecretStore, type StoreReadiness } from "../../secret-store.ts";
import type { StoreCall } from "../../store-call.ts";
import type { Secret } from "../../secret.ts";
import { storeChangeFailure } from "../../store-failure.ts";
import type { AgeCipher } from "./age.ts";
import { createIdentity } from "./key/create-identity.ts";
import { fileFailure } from "./file-failure.ts";
import { lockVault } from "./generation/lock-vault.ts";
import { LARGEST_SECRET_FILE, readSecret } from "./read-secret.ts";
import { sealDocument } from "./secret-document.ts";
import { isTidy, removeLateSecret, tidyVault } from "./generation/tidy-vault.ts";
import { currentLayout, secretPath, vaultFolder, type VaultLayout } from "./generation/vault-layout.ts";
import { type OpenerParts, VaultOpener } from "./vault-opener.ts";

const MOST_ATTEMPTS = 10;

export interface FileVaultParts extends OpenerParts {
  readonly dataDirectory: string;
  readonly lockDirectory: string;
  /** A passphrase is worked over 2^`workFactor` times; 17 when not given. */
  readonly workFactor?: number;
}

/** Files in the age format, one for each secret, below the user's data folder. The key is next to them, kept as `KeyKeeping` says. */
export class FileVault implements SecretStore {
  readonly id = "file";
  readonly title = "the encrypted file vault";
  readonly capabilities = { writable: true, maxBytes: LARGEST_SECRET };
  readonly #parts: FileVaultParts;
  readonly #vault: string;
  readonly #opener: VaultOpener;

  constructor(parts: FileVaultParts) {
    this.#parts = parts;
    this.#vault = vaultFolder(parts.host, parts.dataDirectory);
    this.#opener = new VaultOpener(parts);
  }

  async readiness(deadlineMs: number): Promise<StoreReadiness> {
    try {
      return await this.#opener.readiness(this.#layout(), deadlineMs);
    } catch (error) {
      const { reason, remedy } = fileFailure(error, this.#vault);
      return { state: "broken", reason, remedy };
    }
  }

  /** A read fails while the key changes, so it is repeated. */
  async read(reference: string, call: StoreCall): Promise<ReadResult> {
    requireSecretReference(reference);
    try {
      for (let attempt = 1; ; attempt++) {
        const layout = this.#layout();
        const result = await this.#readFrom(layout, reference, call);
        const isFinal = result.kind === "found" || attempt === MOST_ATTEMPTS;
        if (isFinal || this.#layout().folder === layout.folder) return result;
      }
    } catch (error) {
      return fileFailure(error, this.#vault);
    }
  }

  async write(reference: string, secret: Secret, call: StoreCall): Promise<void> {
    requireSecretReference(reference);
    requireStorable(this, secret);
    const document = sealDocument(reference, secret.reveal());
    await this.#changing("stored", async () =>
      this.#despiteRekeying({ reference, call }, async (layout) => {
        const cipher = await this.#cipherToWrite(layout, call);
        const file = Buffer.from(await cipher.seal(document), "utf8");
        await this.#put(secretPath(this.#parts.host, layout, reference), file);
      }),
    );
    requireReadBack(this, secret, await this.read(reference, call));
  }

  async remove(reference: string, call: StoreCall): Promise<"removed" | "absent"> {
    requireSecretReference(reference);
    const { host } = this.#parts;
    let outcome: "removed" | "absent" = "absent";
    await this.#changing("removed", async () =>
      this.#despiteRekeying({ reference, call }, async (layout) => {
        if (!host.files.remove(secretPath(host, layout, reference))) return;
        outcome = "removed";
        syncQuietly(host, layout.secrets);
      }),
    );
    return outcome;
  }

  async rekey(request: RekeyRequest): Promise<RekeyResult> {
    const { replaceKey } = await import("./generation/replace-key.ts");
    const parts = { ...this.#parts, store: this, vault: this.#vault, opener: this.#opener };
    return this.#changing("changed", async () => replaceKey(parts, request));
  }

  #layout(): VaultLayout {
    return currentLayout(this.#parts.host, this.#vault);
  }

  async #readFrom(layout: VaultLayout, reference: string, call: StoreCall): Promise<ReadResult> {
    const access = await this.#opener.open(layout, call);
    return access.kind === "unusable" ? access.why : readSecret(this.#parts.host, reference, { layout, access });
  }

  async #put(path: string, file: Uint8Array): Promise<void> {
    const { host, lockDirectory } = this.#parts;
    await editFile(host, {
      path,
      lockDirectory,
      maxBytes: LARGEST_SECRET_FILE,
      createParents: 0o700,
      edit: () => file,
    });
  }

  /** Creates the key with the first secret. */
  async #cipherToWrite(layout: VaultLayout, call: StoreCall): Promise<AgeCipher> {
    let access = await this.#opener.open(layout, call);
    if (access.kind === "none") {
      await createIdentity(this.#parts.host, layout, this.#parts.lockDirectory);
      access = await this.#opener.open(layout, call);
    }
    if (access.kind === "open") return access.cipher;
    if (access.kind === "unusable") throw storeChangeFailure(this, access.why, "stored");
    throw new K6pError("STORE_WRITE_FAILED", {
      message: `The key of the file vault keeps disappearing: ${layout.identities.plain}`,
    });
  }

  /**
   * Makes a change that is not lost while another process replaces the key. That process first makes a folder in the vault, then looks at
   * the secrets, and ends by putting that in use: so what was changed before any of this is to be seen has been looked at. Any other change
   * is made again, after waiting for the lock. Processes that replace no key never wait for each other.
   */
  async #despiteRekeying(
    { reference, call }: { readonly reference: string; readonly call: StoreCall },
    change: (layout: VaultLayout) => Promise<void>,
  ): Promise<void> {
    const { host, lockDirectory } = this.#parts;
    const layout = this.#layout();
    const first = change(layout);
    await first.catch(() => undefined);
    if (isTidy(host, layout)) return first;
    await lockVault(host, { vault: this.#vault, lockDirectory, deadlineMs: call.deadlineMs }, async () => {
      const current = this.#layout();
      await tidyVault(this.#parts, current, call);
      if (current.folder === layout.folder) return first;
      removeLateSecret(host, layout, reference);
      return change(current);
    });
  }

  /** Reports a failed change of a file as a failure of the store. */
  async #changing<T>(change: "stored" | "removed" | "changed", action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof K6pError)) throw storeChangeFailure(this, fileFailure(error, this.#vault), change);
      if (change === "changed" || error.code.startsWith("STORE_")) throw error;
      const { message, remedy, details } = error;
      throw new K6pError(change === "stored" ? "STORE_WRITE_FAILED" : "STORE_UNAVAILABLE", {
        message: `Nothing was ${change === "stored" ? "stored in" : "removed from"} ${this.title}. ${message}`,
        remedy,
        details,
        cause: error,
      });
    }
  }
}

/** The file is gone: a disk that does not confirm it can only bring it back, after a power loss, and nothing points to it then. */
function syncQuietly(host: Host, folder: string): void {
  try {
    host.files.syncDirectory(folder);
  } catch {
    // Not a failure to remove.
  }
}
