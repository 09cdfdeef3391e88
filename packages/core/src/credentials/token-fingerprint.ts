import { keyedDigest } from "../host/digest.ts";
import type { Secret } from "../secrets/secret.ts";

/**
 * A salted hash that identifies a token in a file without opening a secret store. `salt` is the reference of the
 * stored token, so that two records of one token look different.
 */
export function tokenFingerprint(token: Secret, salt: string): string {
  return keyedDigest(salt, token.reveal()).toString("base64url");
}
