import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Sourced } from "../../team-config/team-config.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Engine } from "../../engine/engine.ts";

/**
 * The profile that the team's file has for commands that name none; undefined where there is no such file or it has no default. Says where the
 * choice comes from. Throws `TEAM_*` for a file with faults, because it may have one, and `PROFILE_NOT_FOUND`.
 */
export async function teamDefault(engine: Engine): Promise<Profile | undefined> {
  const team = await engine.profiles.team();
  const found = team?.config.default;
  if (found === undefined) return undefined;
  const profile = await profileOfDefault(engine, found);
  const isOwn = engine.profiles.memberWith(profile.id) === undefined;
  engine.notify({
    level: "info",
    message: `Profile ${profile.name} is meant${isOwn ? ", your own of that name" : ""}: the default of the team (${placeText(found)}).`,
  });
  return profile;
}

/** The profile that a default names. Throws `PROFILE_NOT_FOUND`. */
export async function profileOfDefault({ profiles }: Engine, found: Sourced<string>): Promise<Profile> {
  const profile = await profiles.find(found.value);
  if (profile !== undefined) return profile;
  throw new K6pError("PROFILE_NOT_FOUND", {
    message: `The team's file has ${found.value} for a default (${placeText(found)}), and there is no such profile.`,
    remedy: ["Name a profile.", "See what is wrong with the file: k6p team check"],
    details: { profile: found.value, file: found.file },
  });
}
