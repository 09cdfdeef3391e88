import type { Binding } from "../../bindings/binding.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";

/**
 * The profile that the working folder, or the nearest bound folder above it, is bound to; undefined if none is. Throws
 * `PROFILE_NOT_FOUND` if that profile no longer exists: no other profile is used instead.
 */
export async function boundProfile(
  engine: Parts<"host" | "bindings"> & Needs<typeof profileOfBinding>,
): Promise<Profile | undefined> {
  const binding = engine.bindings.nearest(realFolder(engine, "."));
  if (binding === undefined) return undefined;
  const profile = await profileOfBinding(engine, binding);
  if (profile !== undefined) return profile;
  const { folder } = binding;
  throw new K6pError("PROFILE_NOT_FOUND", {
    message: `${folder} is bound to profile ${binding.profile.name}, which no longer exists.`,
    remedy: [
      `Bind another profile: k6p profile bind NAME ${quotedPath(folder)}`,
      `Or remove the binding: k6p profile unbind ${quotedPath(folder)}`,
    ],
    details: { profile: binding.profile.name, folder },
  });
}

/**
 * The profile with the binding's id, else the user's own profile with its name, which may have been removed and added again. A team
 * profile never matches by name alone, because a repository chooses that name.
 */
export async function profileOfBinding(
  { ownProfiles, profiles }: Parts<"ownProfiles" | "profiles">,
  { profile: { id, name } }: Binding,
): Promise<Profile | undefined> {
  const named = ownProfiles.names().includes(name) ? ownProfiles.find(name) : undefined;
  return named?.id === id ? named : ((await profiles.byId(id)) ?? named);
}
