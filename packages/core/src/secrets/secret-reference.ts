import { K6pError } from "../errors/k6p-error.ts";
import type { Host } from "../host/host.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LENGTH = 26;

/** Makes a reference for a new secret: 130 random bits that name nothing, fit for a file name on every system. */
export function newSecretReference(host: Pick<Host, "randomBytes">): string {
  return Array.from(host.randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
}

export function isSecretReference(text: string): boolean {
  return /^[a-z2-7]{26}$/.test(text);
}

/** Throws `UNEXPECTED` for anything but a reference, before it can become a file name or the name of an item. */
export function requireSecretReference(text: string): void {
  if (!isSecretReference(text)) throw new K6pError("UNEXPECTED", { message: "This is not a reference to a secret." });
}
