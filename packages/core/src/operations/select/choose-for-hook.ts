import { K6pError } from "../../errors/k6p-error.ts";
import { boundProfile } from "./bound-profile.ts";
import { chooseProfile, type ChosenProfile } from "./choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";
import { profileOfDefault } from "./team-default.ts";

/**
 * The working folder's profile for the shell hook, which read `name` from the bindings file. Throws `TEAM_NOT_TRUSTED` if it is the
 * default of a team file that has changed since it was trusted, and `PROFILE_NOT_FOUND`.
 */
export async function chooseForHook(
  engine: Parts<"notify"> & Needs<typeof profileOfFolder>,
  name: string | undefined,
): Promise<ChosenProfile> {
  const chosen = await profileOfFolder(engine, name);
  if (name !== undefined && chosen.profile.name !== name) {
    engine.notify({
      level: "info",
      message: `This folder is now bound to profile ${chosen.profile.name}, not ${name}.`,
    });
  }
  return chosen;
}

async function profileOfFolder(
  engine: Parts<"profiles" | "bindings"> & Needs<typeof chooseProfile>,
  name: string | undefined,
): Promise<ChosenProfile> {
  const bound = await boundProfile(engine);
  if (bound !== undefined) return { profile: bound, source: "binding" };
  const trusted = engine.bindings.trustedDefaultIn(realFolder(engine, "."));
  if (trusted === undefined) return chooseProfile(engine, name);
  const team = await engine.profiles.team();
  const found = team?.trust === "trusted" ? team.config.default : undefined;
  if (found !== undefined) return { profile: await profileOfDefault(engine, found), source: "team" };
  throw new K6pError("TEAM_NOT_TRUSTED", {
    message: `Profile ${trusted.name} was the team's default in ${trusted.folder} when you trusted the team file, but ${team === undefined ? "there is no team file here now" : `${team.path} has changed since then`}.`,
    remedy: [
      "Review the changes, then trust the file: k6p team trust",
      "Or choose a profile yourself: k6p use --here NAME",
    ],
    details: { profile: trusted.name, folder: trusted.folder, file: team?.path },
  });
}
