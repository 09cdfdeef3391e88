import type { Profile } from "../profiles/profile.ts";
import { profileOfBinding } from "./bound-profile.ts";
import type { Engine } from "./engine.ts";
import { realFolder } from "./real-folder.ts";

export interface ListedBinding {
  readonly folder: string;
  /** Name of the profile: the present one, or the last known one of a profile that has gone. */
  readonly name: string;
  /** Undefined when it has gone. */
  readonly profile: Profile | undefined;
  /** Whether it decides in the working folder. */
  readonly here: boolean;
}

/** Every binding, by folder. Puts names of profiles right that were changed by hand. */
export async function listBindings(engine: Engine): Promise<readonly ListedBinding[]> {
  const bindings = engine.bindings.list();
  const nearest = engine.bindings.nearest(realFolder(engine, "."))?.folder;
  const listed: ListedBinding[] = [];
  for (const binding of bindings) {
    const { folder } = binding;
    const profile = await profileOfBinding(engine, binding);
    listed.push({ folder, name: profile?.name ?? binding.profile.name, profile, here: folder === nearest });
  }
  await engine.bindings.rename(engine.profiles.list().profiles);
  return listed.toSorted((one, other) => (one.folder < other.folder ? -1 : 1));
}
