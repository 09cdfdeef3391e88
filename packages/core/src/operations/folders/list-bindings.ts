import { profileOfBinding } from "../select/bound-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";

export interface ListedBinding {
  readonly folder: string;
  /** Name of the profile: the present one, or the last known one of a profile that has gone. */
  readonly name: string;
  /** Whether that profile has gone. */
  readonly isDangling: boolean;
  /** The user, or a trusted team's file by its default. */
  readonly by: "user" | "team";
  /** Whether it decides in the working folder. */
  readonly here: boolean;
}

/** Every binding, and every default of a trusted team's file, by folder. Puts names of profiles right that were changed by hand. */
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
