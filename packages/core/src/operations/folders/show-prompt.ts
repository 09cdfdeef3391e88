import { k6pDirectories } from "../../host/files/directories.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import { readJsonFile } from "../../host/files/read-json-file.ts";
import { isProfileName } from "../../profiles/profile-name.ts";
import type { Protection } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import { BOUND_VARIABLE, PROFILE_VARIABLE } from "../../host/k6p-variables.ts";

const LARGEST_FILE = 256 * 1024;

export interface PromptProfile {
  readonly name: string;
  readonly protected: Protection;
  /** Whether k6 would use its token with something else that is not its own, such as another stack. */
  readonly mixed: boolean;
}

/**
 * The profile to show in a prompt: the one this shell uses, else the one its folder is bound to, else the active one. Opens no secret
 * store. Never throws; returns undefined if it cannot tell.
 */
export async function showPrompt(
  engine: Parts<"host"> & Needs<typeof findActiveProfile>,
): Promise<PromptProfile | undefined> {
  const { host } = engine;
  const named = host.env[PROFILE_VARIABLE] || host.env[BOUND_VARIABLE];
  try {
    if (!named) return await activeProfile(engine);
    if (!isProfileName(named.replace(/^team\//, ""))) return undefined;
    return { name: named, protected: isProtected(host, named), mixed: await isMixed(engine, named) };
  } catch {
    return undefined;
  }
}

async function activeProfile(engine: Needs<typeof findActiveProfile>): Promise<PromptProfile | undefined> {
  const active = await findActiveProfile(engine);
  if (active.kind !== "active" && active.kind !== "changed") return undefined;
  const { name, protected: isProtectedProfile } = active.profile;
  return { name, protected: isProtectedProfile, mixed: active.kind === "changed" };
}

/** Looks only where a variable may have changed since k6p set the profile. */
async function isMixed(engine: Parts<"host"> & Needs<typeof findActiveProfile>, named: string): Promise<boolean> {
  const { env } = engine.host;
  if (!env[PROFILE_VARIABLE] || (!env["K6_CLOUD_TOKEN"] && !env["K6_CLOUD_STACK_ID"])) return false;
  const active = await findActiveProfile(engine);
  return active.kind !== "active" || active.profile.name !== named;
}

/** Reads only this setting and does not validate the file. */
function isProtected(host: Host, name: string): boolean {
  try {
    const path = joinPath(host, k6pDirectories(host).config, "profiles", `${name}.json`);
    const profile = readJsonFile(host, path, LARGEST_FILE);
    if (typeof profile !== "object" || profile === null) return false;
    const protection: unknown = Reflect.get(profile, "protected");
    return protection === true || protection === "change";
  } catch {
    return false;
  }
}
