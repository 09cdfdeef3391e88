import type { Parts } from "../../engine/engine.ts";
import { newProfileId } from "../../profiles/profile-id.ts";
import type { Profile } from "../../profiles/profile.ts";

/**
 * The profile with an ID that no other one has: a file that was copied by hand has the ID of the original, whose token a new one would
 * replace. Gives such a copy an ID of its own, without the token.
 */
export async function withOwnId(engine: Parts<"host" | "ownProfiles" | "notify">, profile: Profile): Promise<Profile> {
  const { profiles } = engine.ownProfiles.list();
  const isOwn = profiles.some(({ id, name }) => id === profile.id && name === profile.name);
  const sharing = profiles.find(({ id, name }) => id === profile.id && name !== profile.name);
  if (!isOwn || sharing === undefined) return profile;
  const id = newProfileId(engine.host);
  engine.notify({
    level: "info",
    message: `Profile ${profile.name} had the same ID as ${sharing.name}, which keeps its token. Gave ${profile.name} an ID of its own.`,
  });
  return engine.ownProfiles.update(profile.name, (current) => ({ ...current, id }));
}
