import { digest } from "../host/digest.ts";
import type { ProfileSettings } from "../profiles/profile.ts";

const DOMAIN = "k6p team profile 1";
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LENGTH = 26;

/**
 * The ID of a team profile. It depends on the name and on where the token goes: every clone of the team's repository uses the same token, and
 * a profile for another host has none. It does not depend on the stack ID: a team may add that later, and the stored destination contains it.
 */
export function teamProfileId(
  name: string,
  { stackUrl, host, hostv6 }: Pick<ProfileSettings, "stackUrl" | "host" | "hostv6">,
): string {
  const content = JSON.stringify([DOMAIN, name.toLowerCase(), stackUrl ?? null, host ?? null, hostv6 ?? null]);
  const bytes = digest(content).subarray(0, LENGTH);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
