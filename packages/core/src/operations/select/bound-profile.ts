import type { Binding } from "../../bindings/binding.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/quoted-path.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";

/**
 * The profile that the working folder, or the nearest bound one above it, is bound to; undefined where none is. Throws
 * `PROFILE_NOT_FOUND` when that profile has gone: no other one is used in its place.
 */
export async function boundProfile(engine: Engine): Promise<Profile | undefined> {
  const binding = engine.bindings.nearest(realFolder(engine, "."));
  if (binding === undefined) return undefined;
  const profile = await profileOfBinding(engine, binding);
  if (profile !== undefined) return profile;
  const { folder } = binding;
  throw new K6pError("PROFILE_NOT_FOUND", {
    message: `${folder} is bound to profile ${binding.profile.name}, which is no longer there.`,
    remedy: [
      `Bind another one: k6p profile bind NAME ${quotedPath(folder)}`,
      `Or none: k6p profile unbind ${quotedPath(folder)}`,
    ],
    details: { profile: binding.profile.name, folder },
  });
}

/**
 * The profile with the id of the binding, else the user's own with its name: one that was removed and added again is meant as well. A team's is never
 * meant by its name alone, which a repository decides.
 */
export async function profileOfBinding(
  { ownProfiles, profiles }: Engine,
  { profile: { id, name } }: Binding,
): Promise<Profile | undefined> {
  const named = ownProfiles.names().includes(name) ? ownProfiles.find(name) : undefined;
  return named?.id === id ? named : ((await profiles.byId(id)) ?? named);
}
