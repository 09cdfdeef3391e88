import type * as Age from "age-encryption";

/** Takes its time to load, so only what really opens or seals something loads it. */
function loadAge(): Promise<typeof Age> {
  return import("age-encryption");
}

export interface MemberKeys {
  /** `AGE-SECRET-KEY-1…` */
  readonly secret: string;
  readonly recipient: string;
}

export async function newMemberKeys(): Promise<MemberKeys> {
  const age = await loadAge();
  const secret = await age.generateX25519Identity();
  return { secret, recipient: await age.identityToRecipient(secret) };
}

/** The public key that belongs to a secret one; undefined when it is none. */
export async function recipientOf(secretKey: string): Promise<string | undefined> {
  const age = await loadAge();
  try {
    return await age.identityToRecipient(secretKey);
  } catch {
    return undefined;
  }
}

export type Sealed =
  | { readonly kind: "sealed"; readonly file: Uint8Array }
  /** A character of this public key is wrong or missing. */
  | { readonly kind: "invalid-key"; readonly key: string };

/** Encrypts a text to all the public keys, in the armored form of age. */
export async function sealFor(keys: readonly string[], text: string): Promise<Sealed> {
  const age = await loadAge();
  const encrypter = new age.Encrypter();
  for (const key of keys) {
    try {
      encrypter.addRecipient(key);
    } catch {
      return { kind: "invalid-key", key };
    }
  }
  return { kind: "sealed", file: Buffer.from(age.armor.encode(await encrypter.encrypt(text)), "latin1") };
}

/** Whether bytes begin as an armored or binary file of age does. */
export function isAgeFile(file: Uint8Array): boolean {
  const text = Buffer.from(file).toString("latin1").trimStart();
  return text.startsWith("-----BEGIN AGE ENCRYPTED FILE-----") || text.startsWith("age-encryption.org/v1\n");
}

export type Opened =
  | { readonly kind: "opened"; readonly text: string }
  /** None of the secret keys is that of a recipient. */
  | { readonly kind: "not-for-us" }
  /** It is not a file of age, or one bit of it was changed. */
  | { readonly kind: "damaged" };

const NO_MATCH = "no identity matched any of the file's recipients";

/** Decrypts an armored or binary file of age. Texts that are no secret keys are left out. */
export async function openWith(secretKeys: readonly string[], file: Uint8Array): Promise<Opened> {
  const age = await loadAge();
  const decrypter = new age.Decrypter();
  for (const key of secretKeys) {
    if ((await recipientOf(key)) !== undefined) decrypter.addIdentity(key);
  }
  try {
    const text = Buffer.from(file).toString("latin1");
    const binary = text.trimStart().startsWith("-----BEGIN") ? age.armor.decode(text) : file;
    return { kind: "opened", text: await decrypter.decrypt(binary, "text") };
  } catch (error) {
    return { kind: error instanceof Error && error.message === NO_MATCH ? "not-for-us" : "damaged" };
  }
}
