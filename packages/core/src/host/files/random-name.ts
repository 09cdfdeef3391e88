import type { Host } from "../host.ts";

/** Twelve hexadecimal digits that nobody can guess. */
export function randomName(host: Host): string {
  return Buffer.from(host.randomBytes(6)).toString("hex");
}
