import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import type { Stanza } from "age-encryption";
import type { Secret } from "../../../secret.ts";
import { loadAge, withoutArmor } from "../age.ts";

/**
 * 2^17 blocks: a guess costs 128 MiB and half a second. With 2^18, the default of the `age` program, a container of 256 MiB would end
 * the process. The library that opens all other files does it twice as slowly, in JavaScript, and leaves its memory to be collected later.
 */
export const WORK_FACTOR = 17;
/** What the library and, by its default, the `age` program accept. */
const LARGEST_WORK_FACTOR = 20;
const BLOCK_BYTES = 1024;
const LABEL = "age-encryption.org/v1/scrypt";
const HEADER = /^age-encryption\.org\/v1\n-> scrypt [\w+/]+ (?<workFactor>[1-9]\d?)\n/;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
const AEAD = "chacha20-poly1305";
/** Each key is used once. */
const NONCE = Buffer.alloc(12);

export type OpenedByPassphrase =
  | { readonly kind: "opened"; readonly text: string }
  | { readonly kind: "wrong" }
  | { readonly kind: "damaged" }
  /** The system did not give the memory. */
  | { readonly kind: "no-memory" };

/** Bytes of memory that it takes to derive a key with 2^`workFactor` blocks. */
export function derivationBytes(workFactor: number): number {
  return BLOCK_BYTES * 2 ** workFactor;
}

/** Bytes of memory that opening a file takes; undefined when it is not one that a passphrase wraps, or one that costs too much. */
export async function unwrappingBytes(file: Uint8Array): Promise<number | undefined> {
  try {
    const header = Buffer.from((await withoutArmor(file)).subarray(0, 100)).toString("latin1");
    const workFactor = Number(HEADER.exec(header)?.groups?.["workFactor"]);
    return workFactor <= LARGEST_WORK_FACTOR ? derivationBytes(workFactor) : undefined;
  } catch {
    return undefined;
  }
}

/** Encrypts a text by a passphrase, as `age --passphrase --armor` does. Rejects with the system's error when it gives no memory. */
export async function sealByPassphrase(
  text: string,
  { passphrase, workFactor }: { readonly passphrase: Secret; readonly workFactor: number },
): Promise<string> {
  const age = await loadAge();
  const encrypter = new age.Encrypter();
  encrypter.addRecipient({
    async wrapFileKey(fileKey) {
      const salt = randomBytes(SALT_BYTES);
      const body = wrapKey(fileKey, await deriveKey(passphrase, salt, workFactor));
      return [new age.Stanza(["scrypt", unpadded(salt), String(workFactor)], body)];
    },
  });
  return age.armor.encode(await encrypter.encrypt(text));
}

/** Opens a file for which `unwrappingBytes` knows the cost. */
export async function openByPassphrase(file: Uint8Array, passphrase: Secret): Promise<OpenedByPassphrase> {
  const age = await loadAge();
  const decrypter = new age.Decrypter();
  let progress: "no-memory" | "wrong" | "damaged" = "damaged";
  decrypter.addIdentity({
    async unwrapFileKey(stanzas: readonly Stanza[]) {
      const [stanza] = stanzas;
      if (stanza === undefined || stanzas.length > 1) return null;
      progress = "no-memory";
      const key = await deriveKey(passphrase, saltOf(stanza), Number(stanza.args[2]));
      progress = "damaged";
      const fileKey = unwrapKey(stanza.body, key);
      if (fileKey === null) progress = "wrong";
      return fileKey;
    },
  });
  try {
    return { kind: "opened", text: await decrypter.decrypt(await withoutArmor(file), "text") };
  } catch {
    return { kind: progress };
  }
}

function deriveKey(passphrase: Secret, salt: Uint8Array, workFactor: number): Promise<Buffer> {
  const cost = { N: 2 ** workFactor, r: 8, p: 1, maxmem: derivationBytes(workFactor) + 8 * BLOCK_BYTES };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.reveal(), Buffer.concat([Buffer.from(LABEL), salt]), KEY_BYTES, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function wrapKey(fileKey: Uint8Array, key: Uint8Array): Uint8Array {
  const cipher = createCipheriv(AEAD, key, NONCE, { authTagLength: TAG_BYTES });
  return new Uint8Array(Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]));
}

function unwrapKey(body: Uint8Array, key: Uint8Array): Uint8Array | null {
  const decipher = createDecipheriv(AEAD, key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  const fileKey = decipher.update(body.subarray(0, -TAG_BYTES));
  try {
    decipher.final();
    return new Uint8Array(fileKey);
  } catch {
    return null;
  }
}

function saltOf({ args }: Stanza): Uint8Array {
  return Buffer.from(args[1] ?? "", "base64");
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}
