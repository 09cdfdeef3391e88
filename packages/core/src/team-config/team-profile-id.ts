import { digest } from "../host/digest.ts";
import type { ProfileSettings } from "../profiles/profile.ts";

const DOMAIN = "k6p team profile 1";
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const LENGTH = 26;

/**
 * The id of a team's profile: of its name and of where its token goes, so that every clone of the team's repository uses the same token, and
 * one that leads elsewhere has none. The stack's ID takes no part: a team may add it later, and the stored destination holds it anyway.
 */
export function teamProfileId(
  name: string,
  { stackUrl, host, hostv6 }: Pick<ProfileSettings, "stackUrl" | "host" | "hostv6">,
): string {
  const content = JSON.stringify([DOMAIN, name.toLowerCase(), stackUrl ?? null, host ?? null, hostv6 ?? null]);
  const bytes = digest(content).subarray(0, LENGTH);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
