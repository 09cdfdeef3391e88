import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Profile } from "../../profiles/profile.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Parts } from "../../engine/engine.ts";

/**
 * The user's own profile with that name. Throws `PROFILE_NOT_FOUND`, and `TEAM_PROFILE` for a profile that only the team file can
 * change.
 */
export async function editableProfile(
  engine: Parts<"profiles">,
  name: string,
  action: "changed" | "renamed" | "removed",
): Promise<Profile> {
  const profile = await engine.profiles.get(name);
  const teamProfile = engine.profiles.teamProfile(profile.id);
  if (teamProfile === undefined) return profile;
  const { definition } = teamProfile;
  throw new K6pError("TEAM_PROFILE", {
    message: `Profile ${profile.name} was not ${action}: it belongs to the team (${placeText(definition.definedAt)}).`,
    remedy: [
      `Edit the team file, for all members: ${quotedPath(definition.definedAt.file)}`,
      ...(action === "removed"
        ? [
            `Remove it from the team file: k6p team remove ${definition.name}`,
            `Or remove only your token: k6p profile remove ${profile.name} --token-only`,
          ]
        : [`Or copy it to your own profile: k6p profile copy ${profile.name} NAME`]),
    ],
    details: { profile: profile.name, file: definition.definedAt.file, line: definition.definedAt.line },
  });
}

/** Throws `PROFILE_PROTECTED` for a protected profile unless `force` is set. */
export function requireUnprotected(
  { name, protected: isProtected }: Pick<Profile, "name" | "protected">,
  { force, action }: { readonly force: boolean; readonly action: "changed" | "removed" | "renamed" },
): void {
  if (!isProtected || force) return;
  throw new K6pError("PROFILE_PROTECTED", {
    message: `Profile ${name} is protected and was not ${action}.`,
    remedy: ["Use --force to override.", `Or remove the protection: k6p profile edit ${name} --no-protected`],
    details: { profile: name },
  });
}
