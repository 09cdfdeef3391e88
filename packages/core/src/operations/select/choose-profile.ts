import { K6pError } from "../../errors/k6p-error.ts";
import { listOfNames } from "../../profiles/list-of-names.ts";
import type { Profile } from "../../profiles/profile.ts";
import { isOfTeam } from "../catalog/team-logins.ts";
import { boundProfile } from "./bound-profile.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { pickProfile } from "./pick-profile.ts";
import { teamDefault } from "./team-default.ts";
import { PROFILE_VARIABLE } from "../../host/k6p-variables.ts";

/** What decided which profile is meant. */
export type ProfileSource = "argument" | typeof PROFILE_VARIABLE | "binding" | "team" | "active" | "picked";

export interface ChosenProfile {
  readonly profile: Profile;
  readonly source: ProfileSource;
}

/**
 * The profile that is meant: the one named, else that of `K6P_PROFILE`, else the one that the working folder is bound to, else the
 * default of the team's file, else the active one, else the one that the person at the terminal picks. Throws `TEAM_*`, `PROFILE_NOT_FOUND`, `PROFILE_NOT_CHOSEN` or `CANCELLED`.
 */
export async function chooseProfile(engine: Engine, name: string | undefined): Promise<ChosenProfile> {
  const told = await toldProfile(engine, name);
  if (told !== undefined) return told;
  const bound = await boundProfile(engine);
  if (bound !== undefined) return { profile: bound, source: "binding" };
  const byDefault = await teamDefault(engine);
  return byDefault === undefined ? chooseUntold(engine) : { profile: byDefault, source: "team" };
}

/** Like `chooseProfile`, whatever the working folder is bound to and the team's file has for a default. */
export async function chooseProfileAnywhere(engine: Engine, name: string | undefined): Promise<ChosenProfile> {
  return (await toldProfile(engine, name)) ?? chooseUntold(engine);
}

async function toldProfile(engine: Engine, name: string | undefined): Promise<ChosenProfile | undefined> {
  if (name !== undefined) return { profile: await engine.profiles.get(name), source: "argument" };
  const variable = engine.host.env[PROFILE_VARIABLE];
  return variable ? { profile: await profileOfVariable(engine, variable), source: PROFILE_VARIABLE } : undefined;
}

async function chooseUntold(engine: Engine): Promise<ChosenProfile> {
  const active = await findActiveProfile(engine);
  if (active.kind === "active") return { profile: await asItIsHere(engine, active.profile), source: "active" };
  const picked = await pickProfile(engine, "Which profile?");
  if (picked !== undefined) return { profile: picked, source: "picked" };
  const names = await engine.profiles.names();
  throw new K6pError("PROFILE_NOT_CHOSEN", {
    message: "No profile was named, K6P_PROFILE is not set, and no profile is active.",
    remedy:
      names.length === 0
        ? ["Add one: k6p profile add NAME --stack STACK"]
        : [`Name one of: ${listOfNames(names)}`, "Or make one active: k6p use NAME"],
  });
}

/** A profile of a team was remembered as it was used last; in the team's folder its file counts. */
async function asItIsHere(engine: Engine, profile: Profile): Promise<Profile> {
  return isOfTeam(engine, profile) ? ((await engine.profiles.byId(profile.id)) ?? profile) : profile;
}

async function profileOfVariable(engine: Engine, name: string): Promise<Profile> {
  try {
    return await engine.profiles.get(name);
  } catch (error) {
    if (!(error instanceof K6pError) || error.code !== "PROFILE_NOT_FOUND") throw error;
    throw new K6pError("PROFILE_NOT_FOUND", {
      message: `${error.message} The name comes from K6P_PROFILE in the environment.`,
      remedy: ["Name another profile, or unset K6P_PROFILE.", ...error.remedy],
      details: { ...error.details, source: PROFILE_VARIABLE },
    });
  }
}
