import { K6pError } from "../../errors/k6p-error.ts";
import type { Recipient } from "../../sealed-tokens/recipient.ts";
import type { SealedFolder } from "../../sealed-tokens/sealed-folder.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Parts } from "../../engine/engine.ts";
import { TEAM_PREFIX, type TeamProfileHere } from "../../engine/profile-catalog.ts";
import type { Team } from "../../engine/team.ts";
import { requireTeam } from "../catalog/require-team.ts";
import { sealedFolderOf, teamFolder } from "../tokens/sealed-folder.ts";

/** What sealing needs of the working folder's team. */
export interface SealedTeam {
  /** The place that names the recipients. */
  readonly file: string;
  /** Without symlinks. The user's trust is recorded for this folder. */
  readonly folder: string;
  readonly recipients: readonly Recipient[];
  readonly tokens: SealedFolder;
}

/** The working folder's team, trusted or not. Throws `TEAM_*`. */
export async function sealedTeamHere(engine: Parts<"host" | "lockDirectory" | "profiles">): Promise<SealedTeam> {
  return sealedTeamOf(engine, await requireTeam(engine));
}

/** Like `sealedTeamHere`, but throws `TEAM_NOT_TRUSTED` if the user has not trusted its recipients. */
export async function trustedTeamHere(engine: Parts<"host" | "lockDirectory" | "profiles">): Promise<SealedTeam> {
  const team = await requireTeam(engine);
  const { recipients } = team.config;
  if (team.trust === "trusted" || recipients === undefined) return sealedTeamOf(engine, team);
  throw new K6pError("TEAM_NOT_TRUSTED", {
    message: `Nothing was sealed: ${
      team.trust === "changed" ? "the team file has changed since you trusted it" : "you have not trusted the team file"
    }, which names the recipients (${placeText(recipients)}).`,
    remedy: ["Review the team file, then trust it: k6p team trust"],
    details: { file: team.path, trust: team.trust },
  });
}

/** The team profile with that name. Throws `PROFILE_NOT_FOUND`, or `TEAM_PROFILE_NEEDED` for the user's own profile. */
export async function teamProfile(engine: Parts<"profiles">, name: string): Promise<TeamProfileHere> {
  const ofTeam = name.startsWith(TEAM_PREFIX) ? undefined : await engine.profiles.find(`${TEAM_PREFIX}${name}`);
  const profile = ofTeam ?? (await engine.profiles.find(name));
  if (profile === undefined) throw await noSuchProfile(engine, name);
  const found = engine.profiles.teamProfile(profile.id);
  if (found !== undefined) return found;
  throw new K6pError("TEAM_PROFILE_NEEDED", {
    message: `${profile.name} is your own profile; only team profiles can have a sealed token.`,
    remedy: [`Add it to the team: k6p team add ${profile.name}`],
    details: { profile: profile.name },
  });
}

/** The usual remedies lead to an own profile, which cannot be sealed. */
async function noSuchProfile(engine: Parts<"profiles">, name: string): Promise<unknown> {
  const error: unknown = await engine.profiles.get(name).catch((caught: unknown) => caught);
  if (!(error instanceof K6pError) || error.code !== "PROFILE_NOT_FOUND") return error;
  return new K6pError(error.code, {
    message: error.message,
    remedy: ["List the team's profiles: k6p team status", "Or add one of your own to the team: k6p team add NAME"],
    details: error.details,
  });
}

function sealedTeamOf(engine: Parts<"host" | "lockDirectory">, team: Team): SealedTeam {
  const { recipients } = team.config;
  return {
    file: recipients === undefined ? team.path : placeText(recipients),
    folder: teamFolder(engine.host, team),
    tokens: sealedFolderOf(engine, team),
    recipients: recipients?.value ?? [],
  };
}
