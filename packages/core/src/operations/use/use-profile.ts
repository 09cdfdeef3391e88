import { destinationOf, overriddenHostVariables } from "../../credentials/destination.ts";
import { keepingStore } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import { listOfNames } from "../../profiles/list-of-names.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { ProfileSource } from "../select/choose-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { readK6ConfigSnapshot, userK6Config } from "../active/k6-config-file.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { requireGuard } from "../select/require-guard.ts";
import { pickProfile } from "../select/pick-profile.ts";
import { type EffectHere, effectHere } from "./effect-here.ts";
import { type Replaced, replaceIdentity } from "./replace-identity.ts";
import { warnOldK6 } from "./warn-old-k6.ts";

export interface UseRequest {
  /** A profile, or `-` for the previous one; asks at the terminal if absent. */
  readonly name?: string | undefined;
  /** A file to write instead of the one k6 reads by default. */
  readonly config?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** Do not ask before a protected profile is used. */
  readonly yes?: boolean | undefined;
}

export interface UsedProfile extends Replaced {
  readonly profile: Profile;
  readonly source: ProfileSource | "previous";
  readonly file: K6ConfigLocation;
  /** What k6 would do now in this shell: whether it uses what was written. */
  readonly here: EffectHere;
}

/** Makes k6 use a profile by writing its identity into k6's configuration file. */
export async function useProfile(
  engine: Parts<"host" | "tokens" | "activations" | "recentProfiles"> &
    Needs<
      | typeof obtainCredentials
      | typeof userK6Config
      | typeof warnOldK6
      | typeof wantedProfile
      | typeof requireGuard
      | typeof replaceIdentity
      | typeof effectHere
    >,
  request: UseRequest,
): Promise<UsedProfile> {
  const dryRun = request.dryRun === true;
  const file = userK6Config(engine, request.config);
  const { profile, source } = await wantedProfile(engine, file, request.name);
  const before = await readK6ConfigSnapshot(engine, file);
  refuseOverriddenHost(engine, profile);
  if (!dryRun) await requireGuard(engine, [profile], { yes: request.yes, command: `k6p use ${profile.name}` });
  const { identity } = await obtainCredentials(engine, profile);
  const recorded = keepingStore(engine.tokens.find(profile.id));
  const { replaced, after } = await replaceIdentity(engine, { before, identity, dryRun, recorded });
  if (!dryRun) {
    await engine.activations.remember(file.path, profile);
    engine.recentProfiles.remember(profile.id);
  }
  await warnOldK6(engine);
  const here = await effectHere(engine, profile, after);
  return { profile, source, file, here, ...replaced };
}

/** The profile named, or picked at the terminal: neither a folder nor a variable chooses what is written for good. */
async function wantedProfile(
  engine: Parts<"profiles"> & Needs<typeof pickProfile | typeof previousProfile>,
  file: K6ConfigLocation,
  name: string | undefined,
): Promise<Pick<UsedProfile, "profile" | "source">> {
  if (name === "-") return previousProfile(engine, file);
  if (name !== undefined) return { profile: await engine.profiles.get(name), source: "argument" };
  const picked = await pickProfile(engine, "Which profile should k6 use?");
  if (picked !== undefined) return { profile: picked, source: "picked" };
  const names = await engine.profiles.names();
  throw new K6pError("PROFILE_NOT_CHOSEN", {
    message: "No profile given, and there is no terminal to pick one at. Nothing was written.",
    remedy: [
      names.length === 0
        ? "Add one: k6p profile add NAME --stack STACK"
        : `Name one of them, ${listOfNames(names)}: k6p use NAME`,
    ],
  });
}

async function previousProfile(
  engine: Parts<"profiles" | "teamLogins" | "activations">,
  file: K6ConfigLocation,
): Promise<Pick<UsedProfile, "profile" | "source">> {
  const { previous } = engine.activations.recall(file.path);
  const profile = previous === undefined ? undefined : await engine.profiles.byId(previous.id, previous.name);
  if (profile !== undefined) return { profile, source: "previous" };
  const login = previous === undefined ? undefined : engine.teamLogins.find(previous.id);
  throw new K6pError("PROFILE_NOT_CHOSEN", {
    message:
      previous === undefined
        ? `There is no previous profile for ${file.path}.`
        : `The previous profile for ${file.path}, ${previous.name}, was not found.`,
    remedy: [
      ...(login === undefined ? [] : [`It is a team profile: switch to it in the folder of ${login.file}`]),
      "Name the profile: k6p use NAME",
    ],
    details: { file: file.path },
  });
}

/** A host variable in the environment overrides the file, so k6 would send this profile's token there. */
function refuseOverriddenHost(engine: Parts<"host">, profile: Profile): void {
  const { env } = engine.host;
  const own = destinationOf(profile, {});
  const seenByK6 = destinationOf({ ...profile, host: undefined, hostv6: undefined }, env);
  const variables = overriddenHostVariables(profile).filter((name) => {
    const part = name === "K6_CLOUD_HOST_V6" ? "api" : "ingest";
    return env[name] && own[part] !== seenByK6[part];
  });
  if (variables.length === 0) return;
  throw new K6pError("TOKEN_FOR_OTHER_DESTINATION", {
    message: `${variables.join(" and ")} in the environment would make k6 send the token of profile ${profile.name} to a host other than the profile's.`,
    remedy: [
      `unset ${variables.join(" ")}`,
      `Or run one command with the profile's hosts: k6p exec ${profile.name} -- k6 …`,
    ],
    details: { profile: profile.name, variables },
  });
}
