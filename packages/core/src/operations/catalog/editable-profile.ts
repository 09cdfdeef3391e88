import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/quoted-path.ts";
import type { Profile } from "../../profiles/profile.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Engine } from "../../engine/engine.ts";

/**
 * The user's own profile of that name, to be changed. Throws `PROFILE_NOT_FOUND`, and `TEAM_PROFILE` for one that only the team's file can
 * change.
 */
export async function editableProfile(
  engine: Engine,
  name: string,
  action: "changed" | "renamed" | "removed",
): Promise<Profile> {
  const profile = await engine.profiles.get(name);
  const member = engine.profiles.memberWith(profile.id);
  if (member === undefined) return profile;
  const { definition } = member;
  throw new K6pError("TEAM_PROFILE", {
    message: `Profile ${profile.name} belongs to the team and was not ${action}: ${placeText(definition.definedAt)} defines it.`,
    remedy: [
      `Edit that file, for everybody: ${quotedPath(definition.definedAt.file)}`,
      ...(action === "removed"
        ? [
            `Take it out: k6p team remove ${definition.name}`,
            `Remove only your token of it: k6p profile remove ${profile.name} --token-only`,
          ]
        : [`Or have one of your own: k6p profile copy ${profile.name} NAME`]),
    ],
    details: { profile: profile.name, file: definition.definedAt.file, line: definition.definedAt.line },
  });
}
