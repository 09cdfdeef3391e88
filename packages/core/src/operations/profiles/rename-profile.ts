import { describeProfile, type ProfileDescription } from "../tokens/describe-profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { ownProfile } from "../catalog/editable-profile.ts";
import { requireUnprotected } from "../catalog/require-unprotected.ts";

export interface RenameRequest {
  readonly from: string;
  readonly to: string;
  readonly force: boolean;
}

export interface RenamedProfile extends ProfileDescription {
  readonly formerName: string;
}

/** Gives a profile another name. Its token and the folders bound to it, which go by its id, stay with it. */
export async function renameProfile(engine: Engine, { from, to, force }: RenameRequest): Promise<RenamedProfile> {
  const profile = await ownProfile(engine, from, "renamed");
  requireUnprotected(profile, { force, action: "renamed" });
  engine.profiles.rename(profile.name, to);
  await engine.bindings.rename([{ id: profile.id, name: to }]);
  return { ...describeProfile(engine, engine.profiles.get(to)), formerName: profile.name };
}
