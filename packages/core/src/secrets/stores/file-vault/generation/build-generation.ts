import { K6pError } from "../../../../errors/k6p-error.ts";
import type { Host } from "../../../../host/host.ts";
import type { SecretStore } from "../../../secret-store.ts";
import type { StoreCall } from "../../../store-call.ts";
import type { Secret } from "../../../secret.ts";
import type { AgeKeyPair } from "../age.ts";
import { keepKey, type NewKeeping } from "../key/keep-key.ts";
import { readSecret } from "../read-secret.ts";
import { sealDocument } from "../secret-document.ts";
import { secretPath, type VaultLayout } from "./vault-layout.ts";
import { type OpenVault, VaultOpener } from "../vault-opener.ts";

export interface BuildRequest {
  /** A place where nothing exists yet. */
  readonly layout: VaultLayout;
  readonly key: AgeKeyPair;
  readonly keeping: NewKeeping;
  readonly call: StoreCall;
  /** Called once there is a folder at the place, which shows other processes that the key is being replaced. */
  readSecrets(): Promise<ReadonlyMap<string, Secret>>;
  /** Called before each secret; throws to abort the work. */
  goOn(): void;
}

/**
 * Writes a generation with a new key and all the secrets, and proves that each of them comes back from the disk by the key as it was kept.
 * Gives the number of the secrets. Throws `STORE_WRITE_FAILED` when one does not come back, the system's errors, and those of the keyring.
 */
export async function buildGeneration(
  parts: { readonly host: Host; readonly keyring: SecretStore },
  { layout, key, keeping, call, readSecrets, goOn }: BuildRequest,
): Promise<number> {
  const { host, keyring } = parts;
  const { files } = host;
  files.makeDirectory(layout.folder, 0o700);
  files.makeDirectory(layout.secrets, 0o700);
  await keepKey(parts, { layout, key, keeping, call });

  const askPassphrase = keeping.kind === "passphrase" ? async () => keeping.passphrase : undefined;
  const opener = new VaultOpener({ host, keyring, askPassphrase });
  const access = await opener.open(layout, { ...call, interactive: true });
  if (access.kind !== "open") throw notReadBack(access.kind === "none" ? "The key is missing." : access.why.reason);
  const secrets = await readSecrets();
  for (const [reference, secret] of secrets) {
    goOn();
    const file = await access.cipher.seal(sealDocument(reference, secret.reveal()));
    files.create(secretPath(host, layout, reference), Buffer.from(file, "utf8"), 0o600);
    await requireSame(host, { layout, access, reference, secret });
  }
  files.syncDirectory(layout.secrets);
  return secrets.size;
}

async function requireSame(
  host: Host,
  written: { layout: VaultLayout; access: OpenVault; reference: string; secret: Secret },
): Promise<void> {
  const read = await readSecret(host, written.reference, written);
  if (read.kind === "found" && read.secret.equals(written.secret)) return;
  throw notReadBack("reason" in read ? read.reason : "A secret read back differently.");
}

function notReadBack(reason: string): K6pError {
  return new K6pError("STORE_WRITE_FAILED", {
    message: `Could not read back what was written for the new key of the file vault. ${reason}`,
    remedy: ["Check the disk, then try again."],
  });
}
