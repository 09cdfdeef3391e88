import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";

/**
 * Lets the person pick a profile from a list, the one used last first. Undefined when there is none to pick, or nobody to ask. Throws
 * `CANCELLED`.
 */
export async function pickProfile(engine: Engine, message: string): Promise<Profile | undefined> {
  if (engine.ask === undefined) return undefined;
  const profiles = usedLastFirst((await engine.profiles.list()).profiles, engine.recentProfiles.ids());
  if (profiles.length === 0) return undefined;
  const activeId = await activeProfileId(engine);
  const choices = profiles.map((profile) => ({ profile, active: profile.id === activeId }));
  return engine.ask.profile(message, choices);
}

function usedLastFirst(profiles: readonly Profile[], recentIds: readonly string[]): readonly Profile[] {
  const placeOf = new Map(recentIds.map((id, place) => [id, place]));
  const place = ({ id }: Profile): number => placeOf.get(id) ?? recentIds.length;
  return profiles.toSorted((one, other) => place(one) - place(other));
}

/** A file that k6 could not read marks nothing; the command that follows says what is wrong with it. */
async function activeProfileId(engine: Engine): Promise<string | undefined> {
  try {
    const active = await findActiveProfile(engine);
    return active.kind === "active" ? active.profile.id : undefined;
  } catch (error) {
    if (error instanceof K6pError) return undefined;
    throw error;
  }
}
