import { profileOfBinding } from "../select/bound-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";

export interface ListedBinding {
  readonly folder: string;
  /** Current name of the profile, or its last known name if it no longer exists. */
  readonly name: string;
  /** Whether the profile no longer exists. */
  readonly isDangling: boolean;
  /** Who bound the folder: the user, or a trusted team file through its default. */
  readonly by: "user" | "team";
  /** Whether this binding applies to the working folder. */
  readonly here: boolean;
}

/** Every binding and every default of a trusted team file, sorted by folder. Also updates names of profiles that were renamed by hand. */
export async function listBindings(
  engine: Parts<"host" | "ownProfiles" | "bindings"> & Needs<typeof profileOfBinding>,
): Promise<readonly ListedBinding[]> {
  const { bindings } = engine;
  const here = realFolder(engine, ".");
  const nearest = bindings.nearest(here);
  const nearestDefault = nearest === undefined ? bindings.trustedDefaultIn(here) : undefined;
  const listed: ListedBinding[] = [];
  for (const binding of bindings.list()) {
    const { folder } = binding;
    const profile = await profileOfBinding(engine, binding);
    const name = profile?.name ?? binding.profile.name;
    listed.push({ folder, name, isDangling: profile === undefined, by: "user", here: folder === nearest?.folder });
  }
  for (const { folder, name } of bindings.trustedDefaults()) {
    listed.push({ folder, name, isDangling: false, by: "team", here: folder === nearestDefault?.folder });
  }
  await bindings.rename(engine.ownProfiles.list().profiles);
  return listed.toSorted((one, other) => (one.folder < other.folder ? -1 : 1));
}
