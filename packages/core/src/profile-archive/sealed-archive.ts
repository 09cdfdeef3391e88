import type * as Age from "age-encryption";
import type { Secret } from "../secrets/secret.ts";

/** 2^17 blocks: a guess costs 128 MiB and half a second, also in a container with little memory. */
const WORK_FACTOR = 17;

/** Who can open an archive: the owners of age keys, or those who know a passphrase. */
export type ArchiveLock =
  | { readonly kind: "recipients"; readonly recipients: readonly string[] }
  | { readonly kind: "passphrase"; readonly passphrase: Secret };

export type ArchiveKey =
  | { readonly kind: "identities"; readonly keys: readonly string[] }
  | { readonly kind: "passphrase"; readonly passphrase: Secret };

/** Encrypts the text of an archive as an armored age file. Undefined if one of the recipients is not an age public key. */
export async function sealArchive(text: string, lock: ArchiveLock): Promise<string | undefined> {
  const age = await loadAge();
  const encrypter = new age.Encrypter();
  if (lock.kind === "passphrase") {
    encrypter.setPassphrase(lock.passphrase.reveal());
    encrypter.setScryptWorkFactor(WORK_FACTOR);
  } else {
    try {
      for (const recipient of lock.recipients) encrypter.addRecipient(recipient);
    } catch {
      return undefined;
    }
  }
  return `${age.armor.encode(await encrypter.encrypt(text)).trimEnd()}\n`;
}

/** The text of an archive; undefined if the key does not open it, or it was changed. */
export async function openArchive(file: Uint8Array, key: ArchiveKey): Promise<string | undefined> {
  const age = await loadAge();
  const decrypter = new age.Decrypter();
  try {
    if (key.kind === "passphrase") decrypter.addPassphrase(key.passphrase.reveal());
    else for (const identity of key.keys) decrypter.addIdentity(identity);
    return await decrypter.decrypt(withoutArmor(age, file), "text");
  } catch {
    return undefined;
  }
}

/** Whether a passphrase opens the file; false if keys do. Throws if the armor is broken. */
export async function isByPassphrase(file: Uint8Array): Promise<boolean> {
  const header = Buffer.from(withoutArmor(await loadAge(), file).subarray(0, 200)).toString("latin1");
  return header.startsWith("age-encryption.org/v1\n-> scrypt ");
}

function withoutArmor(age: typeof Age, file: Uint8Array): Uint8Array {
  const text = Buffer.from(file).toString("latin1").trimStart();
  return text.startsWith("-----BEGIN") ? age.armor.decode(text) : file;
}

/** Slow to load, so it is loaded only to encrypt or decrypt. */
function loadAge(): Promise<typeof Age> {
  return import("age-encryption");
}
