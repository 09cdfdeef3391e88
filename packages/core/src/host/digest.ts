import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

// Not by node:crypto: it takes longer to load than all else that a short command does.

/** SHA-256 of bytes, or of a text as UTF-8. */
export function digest(data: Uint8Array | string): Buffer {
  return Buffer.from(sha256(bytesOf(data)));
}

/** HMAC-SHA-256. */
export function keyedDigest(key: string, data: string): Buffer {
  return Buffer.from(hmac(sha256, bytesOf(key), bytesOf(data)));
}

function bytesOf(data: Uint8Array | string): Uint8Array {
  return typeof data === "string" ? Buffer.from(data, "utf8") : data;
}
