import { findProgram } from "../../host/find-program.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { type ActiveProfile, findActiveProfile } from "../active/find-active-profile.ts";

export interface Status {
  readonly active: ActiveProfile;
  /** Names of all profiles, sorted. */
  readonly profiles: readonly string[];
  /** Path of the k6 on PATH; undefined if there is none. */
  readonly k6: string | undefined;
}

/** What k6 would use now, and the profiles to switch to. */
export async function showStatus(
  engine: Parts<"host" | "profiles"> & Needs<typeof findActiveProfile>,
): Promise<Status> {
  const k6 = findProgram(engine.host, "k6");
  return {
    active: await findActiveProfile(engine),
    profiles: await engine.profiles.names(),
    k6: k6?.kind === "found" ? k6.path : undefined,
  };
}
