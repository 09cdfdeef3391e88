import { describeProfile, type ProfileDescription } from "./describe-profile.ts";
import type { Engine } from "./engine.ts";
import { requireUnprotected } from "./require-unprotected.ts";

export interface RenameRequest {
  readonly from: string;
  readonly to: string;
  readonly force: boolean;
}

export interface RenamedProfile extends ProfileDescription {
  readonly formerName: string;
}

/** Gives a profile another name. Its token, bound to its id, goes with it. */
export function renameProfile(engine: Engine, { from, to, force }: RenameRequest): RenamedProfile {
  const profile = engine.profiles.get(from);
  requireUnprotected(profile, { force, action: "renamed" });
  engine.profiles.rename(profile.name, to);
  return { ...describeProfile(engine, engine.profiles.get(to)), formerName: profile.name };
}
