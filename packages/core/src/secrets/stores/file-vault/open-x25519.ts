import type { DecipherChaCha20Poly1305 } from "node:crypto";
import type { NodeCrypto } from "../../../host/host.ts";
import { sharedSecret, type X25519Key } from "./x25519-key.ts";

const FIRST_LINE = "age-encryption.org/v1\n";
const STANZA_START = "-> X25519 ";
const MAC_START = "--- ";
const ARMOR_START = "-----BEGIN AGE ENCRYPTED FILE-----\n";
const ARMOR_END = "-----END AGE ENCRYPTED FILE-----\n";
/** Characters of 32 bytes in base64 without padding. */
const CODED = 43;
const STANZA_AT = FIRST_LINE.length + STANZA_START.length;
const BODY_AT = STANZA_AT + CODED + 1;
const MAC_LINE_AT = BODY_AT + CODED + 1;
const MAC_AT = MAC_LINE_AT + MAC_START.length;
const HEADER_BYTES = MAC_AT + CODED + 1;
const FILE_KEY_BYTES = 16;
const NONCE_BYTES = 16;
const TAG_BYTES = 16;
const LARGEST_CHUNK = 64 * 1024 + TAG_BYTES;
/** Each key is used once. */
const FIRST_NONCE = Buffer.alloc(12);
/** Of the first chunk, which is the last. */
const LAST_NONCE = Buffer.from("000000000000000000000001", "hex");

/**
 * Opens the one kind of age file that the vault writes: one X25519 recipient, one chunk, in the armored or binary form, spelled exactly as
 * age spells it. Undefined for every other file, and for one that is damaged or for another key: that is the library's to judge. It does
 * the same as the library with the primitives of Node, which are there 40 times sooner.
 */
export async function openX25519(
  file: Uint8Array,
  keys: readonly X25519Key[],
  crypto: NodeCrypto,
): Promise<string | undefined> {
  const binary = withoutPlainArmor(Buffer.from(file));
  const parts = binary === undefined ? undefined : partsOf(binary);
  if (parts === undefined) return undefined;
  for (const key of keys) {
    try {
      return (await open(parts, key, crypto)).toString("utf8");
    } catch {
      // For another key, or damaged.
    }
  }
  return undefined;
}

interface FileParts {
  /** The header up to `---`. */
  readonly authenticated: Buffer;
  readonly mac: Buffer;
  /** The sender's public key for this file alone. */
  readonly share: Buffer;
  readonly wrappedKey: Buffer;
  readonly nonce: Buffer;
  readonly chunk: Buffer;
}

/** Every part has its place. What is not spelled exactly as it would be written is not taken. */
function partsOf(file: Buffer): FileParts | undefined {
  const coded = (start: number): Buffer => Buffer.from(file.toString("latin1", start, start + CODED), "base64");
  const [share, wrappedKey, mac] = [coded(STANZA_AT), coded(BODY_AT), coded(MAC_AT)];
  const header = `${FIRST_LINE}${STANZA_START}${spell(share)}\n${spell(wrappedKey)}\n${MAC_START}${spell(mac)}\n`;
  const chunk = file.subarray(HEADER_BYTES + NONCE_BYTES);
  if (file.toString("latin1", 0, HEADER_BYTES) !== header) return undefined;
  if (chunk.length < TAG_BYTES || chunk.length > LARGEST_CHUNK) return undefined;
  return {
    authenticated: file.subarray(0, MAC_LINE_AT + 3),
    mac,
    share,
    wrappedKey,
    nonce: file.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES),
    chunk,
  };
}

function spell(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}

/** Throws when the key does not fit, or when one bit of the file was changed. */
async function open(
  { authenticated, mac, share, wrappedKey, nonce, chunk }: FileParts,
  key: X25519Key,
  crypto: NodeCrypto,
): Promise<Buffer> {
  const { createHmac, hkdfSync, timingSafeEqual } = crypto;
  const derive = (secret: Uint8Array, salt: Uint8Array, label: string): Buffer =>
    Buffer.from(hkdfSync("sha256", secret, salt, label, 32));
  const salt = Buffer.concat([share, key.publicBytes]);
  const wrappingKey = derive(sharedSecret(key, share, crypto), salt, "age-encryption.org/v1/X25519");
  const fileKey = await decrypt(wrappedKey, { key: wrappingKey, nonce: FIRST_NONCE, crypto });
  if (fileKey.length !== FILE_KEY_BYTES) throw new Error("the file key has another length");
  const macKey = derive(fileKey, Buffer.alloc(0), "header");
  if (!timingSafeEqual(createHmac("sha256", macKey).update(authenticated).digest(), mac))
    throw new Error("the header was changed");
  return decrypt(chunk, { key: derive(fileKey, nonce, "payload"), nonce: LAST_NONCE, crypto });
}

interface Cipher {
  readonly key: Buffer;
  readonly nonce: Buffer;
  readonly crypto: NodeCrypto;
}

/** ChaCha20-Poly1305. Throws when the tag does not fit. */
async function decrypt(box: Buffer, { key, nonce, crypto }: Cipher): Promise<Buffer> {
  let decipher: DecipherChaCha20Poly1305;
  try {
    decipher = crypto.createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: TAG_BYTES });
  } catch {
    // The runtime of the standalone program does not have it.
    const { chacha20poly1305 } = await import("@noble/ciphers/chacha.js");
    return Buffer.from(chacha20poly1305(key, nonce).decrypt(box));
  }
  decipher.setAuthTag(box.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()]);
}

/** The binary form of a file; undefined when its armor is not exactly as age writes it. */
function withoutPlainArmor(file: Buffer): Buffer | undefined {
  const text = file.toString("latin1");
  if (!text.startsWith("-")) return file;
  const binary = Buffer.from(text.slice(ARMOR_START.length, -ARMOR_END.length), "base64");
  const lines = binary.toString("base64").match(/.{1,64}/g) ?? [];
  return text === `${ARMOR_START}${lines.map((line) => `${line}\n`).join("")}${ARMOR_END}` ? binary : undefined;
}
