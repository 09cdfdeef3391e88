import { describeProfile, type ProfileDescription } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { editableProfile, requireUnprotected } from "../catalog/editable-profile.ts";

export interface RenameRequest {
  readonly from: string;
  readonly to: string;
  readonly force: boolean;
}

export interface RenamedProfile extends ProfileDescription {
  readonly previousName: string;
}

/** Renames a profile; one that has the name already stays as it is. It keeps its token and the folders bound to it, because both refer to its id. */
export async function renameProfile(
  engine: Parts<"ownProfiles" | "bindings"> & Needs<typeof describeProfile>,
  { from, to, force }: RenameRequest,
): Promise<RenamedProfile> {
  const profile = await editableProfile(engine, from, "renamed");
  requireUnprotected(profile, { force, action: "renamed" });
  if (profile.name === to) return { ...describeProfile(engine, profile), previousName: to };
  await engine.ownProfiles.rename(profile.name, to);
  await engine.bindings.rename([{ id: profile.id, name: to }]);
  return { ...describeProfile(engine, engine.ownProfiles.get(to)), previousName: profile.name };
}
