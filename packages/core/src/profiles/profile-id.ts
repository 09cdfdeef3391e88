import type { Host } from "../host/host.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** A new random id of 26 characters (`a-z2-7`, 130 bits). */
export function newProfileId(host: Pick<Host, "randomBytes">): string {
  return Array.from(host.randomBytes(26), (byte) => ALPHABET[byte & 31]).join("");
}
