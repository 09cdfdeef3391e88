import type * as Age from "age-encryption";

/** Slow to load, so it is loaded only to open or seal a token. */
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

/** The public key of a secret key; undefined if the text is not a secret key. */
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

/** Encrypts a text for all the public keys, as an armored age file. */
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

/** Whether the bytes start like an armored or binary age file. */
export function isAgeFile(file: Uint8Array): boolean {
  const text = Buffer.from(file).toString("latin1").trimStart();
  return text.startsWith("-----BEGIN AGE ENCRYPTED FILE-----") || text.startsWith("age-encryption.org/v1\n");
}

export type Opened =
  | { readonly kind: "opened"; readonly text: string }
  /** None of the secret keys belongs to a recipient. */
  | { readonly kind: "not-for-us" }
  /** It is not an age file, or it has been modified. */
  | { readonly kind: "damaged" };

const NO_MATCH = "no identity matched any of the file's recipients";

/** Decrypts an armored or binary age file. Ignores texts that are not secret keys. */
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
