import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Sourced } from "../../team-config/team-config.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Parts } from "../../engine/engine.ts";

/**
 * The team's default profile; undefined if there is no team file, if it has no default, or if the user has not trusted it: a repository does not choose by itself. Notifies the user which file selected it.
 * Throws `TEAM_*` for a team file with errors, because it may have a default, and `PROFILE_NOT_FOUND`.
 */
export async function teamDefault(engine: Parts<"profiles" | "notify">): Promise<Profile | undefined> {
  const team = await engine.profiles.team();
  const found = team?.config.default;
  if (team === undefined || found === undefined) return undefined;
  if (team.trust !== "trusted") {
    engine.notify({
      level: "info",
      message: `Not using the team's default ${found.value} (${placeText(found)}): you have not trusted the team file${team.trust === "changed" ? " as it is now" : ""}.`,
      remedy: ["Review the team file, then trust it: k6p team trust"],
    });
    return undefined;
  }
  const profile = await profileOfDefault(engine, found);
  const isOwn = engine.profiles.teamProfile(profile.id) === undefined;
  engine.notify({
    level: "info",
    message: `Using profile ${profile.name}${isOwn ? " (your own)" : ""}: the team's default (${placeText(found)}).`,
  });
  return profile;
}

/** The profile that a default names. Throws `PROFILE_NOT_FOUND`. */
export async function profileOfDefault({ profiles }: Parts<"profiles">, found: Sourced<string>): Promise<Profile> {
  const profile = await profiles.find(found.value);
  if (profile !== undefined) return profile;
  throw new K6pError("PROFILE_NOT_FOUND", {
    message: `The team's default is profile ${found.value} (${placeText(found)}), which does not exist.`,
    remedy: ["Name a profile.", "Or check the team file: k6p team check"],
    details: { profile: found.value, file: found.file },
  });
}
