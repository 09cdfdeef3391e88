import type { KeyObject } from "node:crypto";
import { bech32 } from "@scure/base";
import type { NodeCrypto } from "../../../host/host.ts";

/** A secret X25519 key of age (`AGE-SECRET-KEY-1…`). */
export interface X25519Key {
  readonly secret: KeyObject;
  /** The 32 bytes of the public key. */
  readonly publicBytes: Uint8Array;
  /** The public key as age writes it: `age1…`. */
  readonly recipient: string;
}

const PREFIX = "AGE-SECRET-KEY-";
const KEY_BYTES = 32;
/** ASN.1 in front of the 32 bytes of a secret and of a public key (RFC 8410). */
const PKCS8_START = Buffer.from("302e020100300506032b656e04220420", "hex");
const SPKI_START = Buffer.from("302a300506032b656e032100", "hex");

/** Undefined when the text is not such a key. */
export function parseX25519Key(text: string, { createPrivateKey, createPublicKey }: NodeCrypto): X25519Key | undefined {
  const decoded = bech32.decodeUnsafe(text);
  if (decoded === undefined || !text.startsWith(`${PREFIX}1`) || decoded.prefix.toUpperCase() !== PREFIX)
    return undefined;
  const bytes = bech32.fromWordsUnsafe(decoded.words);
  if (!(bytes instanceof Uint8Array) || bytes.length !== KEY_BYTES) return undefined;
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8_START, bytes]), format: "der", type: "pkcs8" });
  const publicBytes = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(SPKI_START.length);
  return { secret, publicBytes, recipient: bech32.encodeFromBytes("age", publicBytes) };
}

/** What an X25519 key and a public key have in common. Throws for a public key of low order. */
export function sharedSecret(
  { secret }: X25519Key,
  publicBytes: Uint8Array,
  { createPublicKey, diffieHellman }: NodeCrypto,
): Buffer {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_START, publicBytes]), format: "der", type: "spki" });
  const shared = diffieHellman({ privateKey: secret, publicKey });
  if (shared.every((byte) => byte === 0)) throw new Error("the public key is of low order");
  return shared;
}
