import { K6pError } from "../../errors/k6p-error.ts";
import { boundProfile } from "./bound-profile.ts";
import { chooseProfile, type ChosenProfile } from "./choose-profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { realFolder } from "../../host/real-folder.ts";
import { profileOfDefault } from "./team-default.ts";

/**
 * The profile that the working folder has for the hook of a shell, which has found the name in the file of the bindings. Throws `TEAM_NOT_TRUSTED`
 * where that is the default of a team's file which is not as it was trusted, and `PROFILE_NOT_FOUND`.
 */
export async function chooseForHook(engine: Engine, name: string | undefined): Promise<ChosenProfile> {
  const chosen = await profileOfFolder(engine, name);
  if (name !== undefined && chosen.profile.name !== name) {
    engine.notify({
      level: "info",
      message: `The folder has profile ${chosen.profile.name} now, and no longer ${name}.`,
    });
  }
  return chosen;
}

async function profileOfFolder(engine: Engine, name: string | undefined): Promise<ChosenProfile> {
  const bound = await boundProfile(engine);
  if (bound !== undefined) return { profile: bound, source: "binding" };
  const trusted = engine.bindings.trustedDefaultIn(realFolder(engine, "."));
  if (trusted === undefined) return chooseProfile(engine, name);
  const team = await engine.profiles.team();
  const found = team?.trust === "trusted" ? team.config.default : undefined;
  if (found !== undefined) return { profile: await profileOfDefault(engine, found), source: "team" };
  throw new K6pError("TEAM_NOT_TRUSTED", {
    message: `Profile ${trusted.name} was the team's default when you trusted the file for ${trusted.folder}, and ${team === undefined ? "there is none here" : `${team.path} is not as it was then`}.`,
    remedy: [
      "See what is different, and agree or not: k6p team trust",
      "Or take a profile by hand: k6p use --here NAME",
    ],
    details: { profile: trusted.name, folder: trusted.folder, file: team?.path },
  });
}
