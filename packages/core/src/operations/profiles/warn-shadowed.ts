import type { Parts } from "../../engine/engine.ts";
import { TEAM_PREFIX } from "../../engine/profile-catalog.ts";

/**
 * Notifies the user of team profiles that their own profiles with the same name take precedence over; only of `name` if it is given.
 * The catalog has already warned about an unusable team file.
 */
export async function warnShadowed({ profiles, notify }: Parts<"profiles" | "notify">, name?: string): Promise<void> {
  const team = await profiles.teamIfSound();
  const teamProfiles = team === undefined ? [] : profiles.teamProfiles(team);
  for (const { profile, definition } of teamProfiles) {
    if (!profile.name.startsWith(TEAM_PREFIX)) continue;
    if (name !== undefined && definition.name.toLowerCase() !== name.toLowerCase()) continue;
    notify({
      level: "info",
      message: `${definition.name} is your own profile; the team's profile with that name is ${profile.name}.`,
    });
  }
}
