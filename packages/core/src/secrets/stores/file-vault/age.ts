import type * as Age from "age-encryption";
import { type AgeKeys, isPostQuantum } from "./key/age-keys.ts";
import type { Host } from "../../../host/host.ts";
import { openX25519 } from "./open-x25519.ts";
import { parseX25519Key } from "./x25519-key.ts";

/** Slow to load, so it is loaded only to encrypt or decrypt. */
export function loadAge(): Promise<typeof Age> {
  return import("age-encryption");
}

export interface AgeKeyPair {
  readonly secretKey: string;
  readonly recipient: string;
}

export async function newAgeKeyPair(kind: { readonly postQuantum: boolean }): Promise<AgeKeyPair> {
  const age = await loadAge();
  const secretKey = await (kind.postQuantum ? age.generateHybridIdentity() : age.generateX25519Identity());
  return { secretKey, recipient: await age.identityToRecipient(secretKey) };
}

/** Encrypts and decrypts files in the age format. */
export interface AgeCipher {
  /** The public key of the first key, which files are encrypted to. */
  readonly recipient: string;
  /** Encrypts to the recipient alone, in the armored form. One recipient, so that kinds of keys never mix. */
  seal(text: string): Promise<string>;
  /** Decrypts an armored or binary file. Throws when none of the keys opens it, or when one bit of it was changed. */
  open(file: Uint8Array): Promise<string>;
}

/** Undefined when one of the keys is not valid. The library waits until a file is not one that Node's own primitives open. */
export async function ageCipher(secretKeys: AgeKeys, host: Pick<Host, "crypto">): Promise<AgeCipher | undefined> {
  if (isPostQuantum(secretKeys[0])) return libraryCipher(secretKeys);
  const crypto = host.crypto();
  const keys = secretKeys.map((key) => parseX25519Key(key, crypto)).filter((key) => key !== undefined);
  const [first] = keys;
  if (first === undefined || keys.length < secretKeys.length) return undefined;
  let library: Promise<AgeCipher | undefined> | undefined;
  const loadLibrary = async (): Promise<AgeCipher> => {
    const cipher = await (library ??= libraryCipher(secretKeys));
    if (cipher === undefined) throw new Error("the library does not take a key that k6p takes");
    return cipher;
  };
  return {
    recipient: first.recipient,
    seal: async (text) => (await loadLibrary()).seal(text),
    open: async (file) => (await openX25519(file, keys, crypto)) ?? (await loadLibrary()).open(file),
  };
}

async function libraryCipher(secretKeys: AgeKeys): Promise<AgeCipher | undefined> {
  const age = await loadAge();
  const decrypter = new age.Decrypter();
  let recipient: string;
  try {
    for (const key of secretKeys) decrypter.addIdentity(key);
    recipient = await age.identityToRecipient(secretKeys[0]);
  } catch {
    return undefined;
  }
  return {
    recipient,
    async seal(text) {
      const encrypter = new age.Encrypter();
      encrypter.addRecipient(recipient);
      return age.armor.encode(await encrypter.encrypt(text));
    },
    open: async (file) => readText(await decrypter.decrypt(streamOf(await withoutArmor(file)))),
  };
}

/** Given bytes instead, the library collects the result with a `Response`, and with that Node loads all it has for HTTP. */
function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** The binary form of a file of either form. Throws when the armor is broken. */
export async function withoutArmor(file: Uint8Array): Promise<Uint8Array> {
  const text = Buffer.from(file).toString("latin1");
  if (!text.startsWith("-----")) return file;
  const age = await loadAge();
  return age.armor.decode(text);
}
