import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { activeProfileId } from "../active/find-active-profile.ts";

/**
 * Lets the user pick a profile from a list, most recently used first. Undefined if there is no profile or no terminal. Throws
 * `CANCELLED`.
 */
export async function pickProfile(
  engine: Parts<"profiles" | "recentProfiles" | "ask"> & Needs<typeof activeProfileId>,
  message: string,
): Promise<Profile | undefined> {
  if (engine.ask === undefined) return undefined;
  const profiles = usedLastFirst((await engine.profiles.list()).profiles, engine.recentProfiles.ids());
  if (profiles.length === 0) return undefined;
  // Marks no profile if k6 cannot read its file; the command that follows reports that.
  const activeId = await activeProfileId(engine);
  const choices = profiles.map((profile) => ({ profile, active: profile.id === activeId }));
  return engine.ask.profile(message, choices);
}

function usedLastFirst(profiles: readonly Profile[], recentIds: readonly string[]): readonly Profile[] {
  const placeOf = new Map(recentIds.map((id, place) => [id, place]));
  const place = ({ id }: Profile): number => placeOf.get(id) ?? recentIds.length;
  return profiles.toSorted((one, other) => place(one) - place(other));
}
