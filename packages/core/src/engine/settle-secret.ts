import type { LooseSecret } from "../credentials/loose-secrets.ts";
import type { TokenRecords } from "../credentials/token-records.ts";
import type { ProfileStore } from "../profiles/profile-store.ts";
import type { MemberKey } from "../sealed-tokens/member-key.ts";

export interface SecretUsers {
  readonly tokens: TokenRecords;
  readonly memberKey: MemberKey;
  readonly ownProfiles: ProfileStore;
}

/**
 * Whether something points to a secret that a killed process left; `unknown` when that cannot be read. The record of a profile that was
 * never made is removed.
 */
export function settleSecret(
  { tokens, memberKey, ownProfiles }: SecretUsers,
  { reference, newProfileId }: LooseSecret,
): "used" | "unused" | "unknown" {
  try {
    if (memberKey.find()?.reference === reference) return "used";
    const user = tokens.profileIds().find((id) => tokens.find(id)?.reference === reference);
    if (user === undefined) return "unused";
    if (user !== newProfileId) return "used";
    const { profiles, unreadable } = ownProfiles.list();
    if (profiles.some(({ id }) => id === user)) return "used";
    if (unreadable.length > 0) return "unknown";
    tokens.remove(user);
    return "unused";
  } catch {
    return "unknown";
  }
}
