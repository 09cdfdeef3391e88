import { K6pError } from "../../../../errors/k6p-error.ts";
import type { Host } from "../../../../host/host.ts";
import type { KeyKeeping } from "../../../rekeying.ts";
import { newSecretReference } from "../../../secret-reference.ts";
import type { SecretStore } from "../../../secret-store.ts";
import type { StoreCall } from "../../../store-call.ts";
import { Secret } from "../../../secret.ts";
import { FILE_VAULT_REMEDY } from "../../../store-failure.ts";
import type { AgeKeyPair } from "../age.ts";
import { identityText } from "./identity-text.ts";
import { keyringEntryText } from "./keyring-entry.ts";
import type { VaultLayout } from "../generation/vault-layout.ts";

/** How a new key is to be kept. */
export type NewKeeping =
  | { readonly kind: Exclude<KeyKeeping, "passphrase"> }
  | { readonly kind: "passphrase"; readonly passphrase: Secret; readonly workFactor: number };

export interface KeepParts {
  readonly host: Host;
  readonly keyring: SecretStore;
}

/** Writes a key to a generation that nobody reads yet. Throws the system's errors, and those of the keyring. */
export async function keepKey(
  { host, keyring }: KeepParts,
  { layout, key, keeping, call }: { layout: VaultLayout; key: AgeKeyPair; keeping: NewKeeping; call: StoreCall },
): Promise<void> {
  const write = (text: string): void => {
    host.files.create(layout.identities[keeping.kind], Buffer.from(text, "utf8"), 0o600);
  };
  switch (keeping.kind) {
    case "plain":
      write(identityText(host, key));
      break;
    case "passphrase": {
      const { sealByPassphrase } = await import("./passphrase-file.ts");
      write(await sealByPassphrase(identityText(host, key), keeping).catch(noMemory));
      break;
    }
    case "keyring": {
      const reference = newSecretReference(host);
      // Written first, so that nothing is ever in the keyring that no file tells of.
      write(keyringEntryText({ reference, recipient: key.recipient }));
      await keyring.write(reference, new Secret(key.secretKey), call).catch(withoutFileVault);
    }
  }
}

function noMemory(cause: unknown): never {
  throw new K6pError("STORE_UNAVAILABLE", {
    message: "There is not enough memory to wrap the key of the file vault. Nothing was changed.",
    remedy: ["Choose another way to keep the key: k6p store rekey --keyring (or --plain)"],
    cause,
  });
}

/** Who keeps the vault's key in the keyring needs no hint that there is a vault. */
function withoutFileVault(error: unknown): never {
  if (!(error instanceof K6pError)) throw error;
  const remedy = error.remedy.filter((line) => !FILE_VAULT_REMEDY.some((hint) => hint === line));
  throw new K6pError(error.code, { message: error.message, remedy, details: error.details, cause: error });
}
