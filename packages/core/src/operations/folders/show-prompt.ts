import { k6pDirectories } from "../../host/files/directories.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import { readJsonFile } from "../../host/files/read-json-file.ts";
import { isProfileName } from "../../profiles/profile-name.ts";
import type { Needs } from "../../engine/engine.ts";
import type * as finding from "../active/find-active-profile.ts";
import { BOUND_VARIABLE, PROFILE_VARIABLE } from "../../host/k6p-variables.ts";

const LARGEST_FILE = 256 * 1024;

export interface PromptProfile {
  readonly name: string;
  readonly protected: boolean;
}

/**
 * The profile to show in a prompt: the one this shell uses, else the one its folder is bound to, else the active one. Opens no secret
 * store, and loads the engine only if no variable names the profile. Never throws; returns undefined if it cannot tell.
 */
export async function showPrompt(
  host: Host,
  loadEngine: () => Promise<Needs<typeof activeProfile>>,
): Promise<PromptProfile | undefined> {
  const named = host.env[PROFILE_VARIABLE] || host.env[BOUND_VARIABLE];
  try {
    if (named)
      return isProfileName(named.replace(/^team\//, ""))
        ? { name: named, protected: isProtected(host, named) }
        : undefined;
    return await activeProfile(await loadEngine());
  } catch {
    return undefined;
  }
}

async function activeProfile(engine: Needs<typeof finding.findActiveProfile>): Promise<PromptProfile | undefined> {
  const { findActiveProfile } = await import("../active/find-active-profile.ts");
  const active = await findActiveProfile(engine);
  return active.kind === "active" || active.kind === "changed" ? active.profile : undefined;
}

/** Reads only this setting and does not validate the file. */
function isProtected(host: Host, name: string): boolean {
  try {
    const path = joinPath(host, k6pDirectories(host).config, "profiles", `${name}.json`);
    const profile = readJsonFile(host, path, LARGEST_FILE);
    return typeof profile === "object" && profile !== null && Reflect.get(profile, "protected") === true;
  } catch {
    return false;
  }
}
