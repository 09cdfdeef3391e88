import { K6pError } from "../../errors/k6p-error.ts";
import { listOfNames } from "../../profiles/list-of-names.ts";
import type { Profile } from "../../profiles/profile.ts";
import { isOfTeam } from "../catalog/team-logins.ts";
import { boundProfile } from "./bound-profile.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { pickProfile } from "./pick-profile.ts";
import { teamDefault } from "./team-default.ts";
import { PROFILE_VARIABLE } from "../../host/k6p-variables.ts";

/** What selected the profile. */
export type ProfileSource = "argument" | typeof PROFILE_VARIABLE | "binding" | "team" | "active" | "picked";

export interface ChosenProfile {
  readonly profile: Profile;
  readonly source: ProfileSource;
}

/**
 * The selected profile: the one named, else that of `K6P_PROFILE`, else the one the working folder is bound to, else the default of
 * the team file, else the active one, else the one the user picks at the terminal. Throws `TEAM_*`, `PROFILE_NOT_FOUND`,
 * `PROFILE_NOT_CHOSEN` or `CANCELLED`.
 */
export async function chooseProfile(
  engine: Needs<typeof chooseUnnamed | typeof teamDefault | typeof boundProfile>,
  name: string | undefined,
): Promise<ChosenProfile> {
  const named = await namedProfile(engine, name);
  if (named !== undefined) return named;
  const bound = await boundProfile(engine);
  if (bound !== undefined) return { profile: bound, source: "binding" };
  const byDefault = await teamDefault(engine);
  return byDefault === undefined ? chooseUnnamed(engine) : { profile: byDefault, source: "team" };
}

/** Like `chooseProfile`, but ignores the working folder's binding and the team's default. */
export async function chooseProfileAnywhere(
  engine: Needs<typeof chooseUnnamed>,
  name: string | undefined,
): Promise<ChosenProfile> {
  return (await namedProfile(engine, name)) ?? chooseUnnamed(engine);
}

async function namedProfile(
  engine: Parts<"host" | "profiles">,
  name: string | undefined,
): Promise<ChosenProfile | undefined> {
  if (name !== undefined) return { profile: await engine.profiles.get(name), source: "argument" };
  const variable = engine.host.env[PROFILE_VARIABLE];
  return variable ? { profile: await profileOfVariable(engine, variable), source: PROFILE_VARIABLE } : undefined;
}

async function chooseUnnamed(engine: Parts<"profiles"> & Needs<typeof pickProfile>): Promise<ChosenProfile> {
  const active = await findActiveProfile(engine);
  if (active.kind === "active") return { profile: await asItIsHere(engine, active.profile), source: "active" };
  const picked = await pickProfile(engine, "Which profile?");
  if (picked !== undefined) return { profile: picked, source: "picked" };
  const names = await engine.profiles.names();
  throw new K6pError("PROFILE_NOT_CHOSEN", {
    message: "No profile given, K6P_PROFILE is not set, and no profile is active.",
    remedy:
      names.length === 0
        ? ["Add one: k6p profile add NAME --stack STACK"]
        : [`Name one of: ${listOfNames(names)}`, "Or switch to one: k6p use NAME"],
  });
}

/** A team profile is remembered as it was last used; in the team's folder, the team file takes precedence. */
async function asItIsHere(engine: Parts<"profiles" | "teamLogins">, profile: Profile): Promise<Profile> {
  return isOfTeam(engine, profile) ? ((await engine.profiles.byId(profile.id)) ?? profile) : profile;
}

async function profileOfVariable(engine: Parts<"profiles">, name: string): Promise<Profile> {
  try {
    return await engine.profiles.get(name);
  } catch (error) {
    if (!(error instanceof K6pError) || error.code !== "PROFILE_NOT_FOUND") throw error;
    throw new K6pError("PROFILE_NOT_FOUND", {
      message: `${error.message} The name comes from the variable K6P_PROFILE.`,
      remedy: ["Name another profile, or: unset K6P_PROFILE", ...error.remedy],
      details: { ...error.details, source: PROFILE_VARIABLE },
    });
  }
}
