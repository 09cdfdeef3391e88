import { K6pError } from "../../errors/k6p-error.ts";
import type { Recipient } from "../../sealed-tokens/recipient.ts";
import type { SealedFolder } from "../../sealed-tokens/sealed-folder.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Parts } from "../../engine/engine.ts";
import { TEAM_PREFIX, type TeamProfileHere } from "../../engine/profile-catalog.ts";
import type { Team } from "../../engine/team.ts";
import { requireTeam } from "../catalog/require-team.ts";
import { sealedFolderOf, teamFolder } from "../tokens/sealed-folder.ts";

/** What sealing needs to know of the team whose file applies here. */
export interface SealedTeam {
  /** Where the recipients are named. */
  readonly file: string;
  /** Without symlinks. What the user has agreed to is remembered for it. */
  readonly folder: string;
  readonly recipients: readonly Recipient[];
  readonly tokens: SealedFolder;
}

/** The team of the working folder, whether it is trusted or not. Throws `TEAM_*`. */
export async function sealedTeamHere(engine: Parts<"host" | "lockDirectory" | "profiles">): Promise<SealedTeam> {
  return sealedTeamOf(engine, await requireTeam(engine));
}

/** Like `sealedTeamHere`, but throws `TEAM_NOT_TRUSTED` while its recipients have not been agreed to. */
export async function trustedTeamHere(engine: Parts<"host" | "lockDirectory" | "profiles">): Promise<SealedTeam> {
  const team = await requireTeam(engine);
  const { recipients } = team.config;
  if (team.trust === "trusted" || recipients === undefined) return sealedTeamOf(engine, team);
  throw new K6pError("TEAM_NOT_TRUSTED", {
    message: `Tokens would be sealed for the recipients that the team's file names (${placeText(recipients)}), and ${
      team.trust === "changed" ? "the file has changed since it was trusted" : "nobody has agreed to that here"
    }.`,
    remedy: ["See what the team's file would do, and agree or not: k6p team trust"],
    details: { file: team.path, trust: team.trust },
  });
}

/** The team's profile of that name. Throws `PROFILE_NOT_FOUND`, or `TEAM_PROFILE_NEEDED` for one of the user's own. */
export async function teamProfile(engine: Parts<"profiles">, name: string): Promise<TeamProfileHere> {
  const ofTeam = name.startsWith(TEAM_PREFIX) ? undefined : await engine.profiles.find(`${TEAM_PREFIX}${name}`);
  const profile = ofTeam ?? (await engine.profiles.find(name));
  if (profile === undefined) throw await noSuchProfile(engine, name);
  const member = engine.profiles.memberWith(profile.id);
  if (member !== undefined) return member;
  throw new K6pError("TEAM_PROFILE_NEEDED", {
    message: `${profile.name} is your own profile; only those of the team have a sealed token.`,
    remedy: [`Give it to the team: k6p team add ${profile.name}`],
    details: { profile: profile.name },
  });
}

/** An own profile is of no use here, so the way to one is not what is shown. */
async function noSuchProfile(engine: Parts<"profiles">, name: string): Promise<unknown> {
  const error: unknown = await engine.profiles.get(name).catch((caught: unknown) => caught);
  if (!(error instanceof K6pError) || error.code !== "PROFILE_NOT_FOUND") return error;
  return new K6pError(error.code, {
    message: error.message,
    remedy: ["See the team's profiles: k6p team status", "Give the team one of yours: k6p team add NAME"],
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
