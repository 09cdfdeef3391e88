import { realFolder } from "../../host/real-folder.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { asFound, type FoundProfile, profilesEverywhere } from "./profile-lookup.ts";

/** The profile of a folder, as the shell hook finds it. */
export interface FolderProfile {
  /** Of the binding, or of the trusted team. */
  readonly path: string;
  readonly profile: FoundProfile;
}

/**
 * The profile that the working folder is bound to, else the trusted default of its team; undefined if there is none, or if that is unknown:
 * a command that takes it says why.
 */
export function folderProfile(
  engine: Parts<"host" | "bindings" | "tokens"> & Needs<typeof profilesEverywhere>,
): FolderProfile | undefined {
  try {
    const here = realFolder(engine, ".");
    const binding = engine.bindings.nearest(here);
    const name = binding?.profile.name ?? engine.bindings.trustedDefaultIn(here)?.name;
    const path = binding?.folder ?? engine.bindings.trustedDefaultIn(here)?.folder;
    if (name === undefined || path === undefined) return undefined;
    const profiles = profilesEverywhere(engine);
    const found =
      profiles.find(({ id }) => id === binding?.profile.id) ?? profiles.find((profile) => profile.name === name);
    return found === undefined ? undefined : { path, profile: asFound(engine, found) };
  } catch {
    return undefined;
  }
}
