import type { Parts } from "../../engine/engine.ts";
import { TEAM_PREFIX } from "../../engine/profile-catalog.ts";

/**
 * Says which profiles of the team are hidden by the user's own of the same name, or only whether `name` hides one. A team file that cannot be
 * used has been warned of by then.
 */
export async function warnShadowed({ profiles, notify }: Parts<"profiles" | "notify">, name?: string): Promise<void> {
  const team = await profiles.teamIfSound();
  const members = team === undefined ? [] : profiles.members(team);
  for (const { profile, definition } of members) {
    if (!profile.name.startsWith(TEAM_PREFIX)) continue;
    if (name !== undefined && definition.name.toLowerCase() !== name.toLowerCase()) continue;
    notify({
      level: "info",
      message: `${definition.name} is your own profile; the team's of that name is ${profile.name}.`,
    });
  }
}
