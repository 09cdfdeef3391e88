import type * as Age from "age-encryption";
import type { AgeKeys } from "./age-keys.ts";

/** Takes its time to load, so only what really opens or seals something loads it. */
function loadAge(): Promise<typeof Age> {
  return import("age-encryption");
}

export interface AgeKeyPair {
  readonly secretKey: string;
  readonly recipient: string;
}

export async function newAgeKeyPair(): Promise<AgeKeyPair> {
  const age = await loadAge();
  const secretKey = await age.generateX25519Identity();
  return { secretKey, recipient: await age.identityToRecipient(secretKey) };
}

/** Opens and seals files of the age format. */
export interface AgeCipher {
  /** Encrypts to the recipient of the first key alone, in the armored form. One recipient, so that kinds of keys never mix. */
  seal(text: string): Promise<string>;
  /** Decrypts an armored or binary file. Throws when none of the keys opens it, or when one bit of it was changed. */
  open(file: Uint8Array): Promise<string>;
}

/** Undefined when one of the keys is not valid. */
export async function ageCipher(secretKeys: AgeKeys): Promise<AgeCipher | undefined> {
  const age = await loadAge();
  const decrypter = new age.Decrypter();
  try {
    for (const key of secretKeys) decrypter.addIdentity(key);
  } catch {
    return undefined;
  }
  return {
    async seal(text) {
      const encrypter = new age.Encrypter();
      encrypter.addRecipient(await age.identityToRecipient(secretKeys[0]));
      return age.armor.encode(await encrypter.encrypt(text));
    },
    open: (file) =>
      decrypter.decrypt(isArmored(file) ? age.armor.decode(Buffer.from(file).toString("latin1")) : file, "text"),
  };
}

function isArmored(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 5)).toString("latin1") === "-----";
}
