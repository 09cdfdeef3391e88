import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { TeamLogin } from "../../team-config/team-logins.ts";
import type { Parts } from "../../engine/engine.ts";
import { TEAM_PREFIX } from "../../engine/profile-catalog.ts";

/**
 * Remembers a team profile that has a token on this machine, so that it can be found outside the team's folder. Does nothing for the
 * user's own profiles or if nothing has changed; never fails the command that uses the profile, and only warns if the token is stored here.
 */
export async function rememberTeamLogin(
  engine: Parts<"profiles" | "teamLogins" | "tokens" | "notify">,
  profile: Profile,
): Promise<void> {
  const teamProfile = engine.profiles.teamProfile(profile.id);
  if (teamProfile === undefined) return;
  engine.profiles.rememberParsed(teamProfile.team);
  const { id, stackUrl, stackId, defaultProjectId, tokenKind, host, hostv6, protected: isProtected } = profile;
  const { name } = teamProfile.definition;
  const login = {
    id,
    name,
    file: teamProfile.team.path,
    stackUrl,
    stackId,
    defaultProjectId,
    tokenKind,
    host,
    hostv6,
    protected: isProtected,
  };
  if (sameLogin(engine.teamLogins.find(id), login)) return;
  try {
    await engine.teamLogins.remember(login);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    if (engine.tokens.find(profile.id) === undefined) return;
    engine.notify({
      level: "warning",
      message: `Could not record the login for profile ${profile.name}: ${error.message}`,
      remedy: error.remedy,
    });
  }
}

/** Whether a profile belongs to a team: the working folder's, or one remembered from another folder. */
export function isOfTeam(
  { profiles, teamLogins }: Parts<"profiles" | "teamLogins">,
  { id }: Pick<Profile, "id">,
): boolean {
  return profiles.teamProfile(id) !== undefined || teamLogins.find(id) !== undefined;
}

/** The team profiles from all folders that have or had a token on this machine, as they were last used. */
export function teamLoginProfiles(engine: Parts<"profiles" | "teamLogins">): readonly Profile[] {
  return engine.teamLogins.list().map((login) => loginProfile(engine, login));
}

/** The team profile with that name, from any folder, that has or had a token on this machine. */
export function loginNamed(engine: Parts<"profiles" | "teamLogins">, name: string): Profile | undefined {
  const wanted = name.toLowerCase();
  return teamLoginProfiles(engine).find((profile) =>
    [profile.name, `${TEAM_PREFIX}${profile.name}`].some((candidate) => candidate.toLowerCase() === wanted),
  );
}

export function loginProfile({ profiles }: Parts<"profiles">, { name, file: _, ...settings }: TeamLogin): Profile {
  return { ...settings, name: profiles.nameOfTeams(name), tags: [] };
}

/** Treats an absent value like undefined. */
function sameLogin(one: TeamLogin | undefined, other: TeamLogin): boolean {
  const keys = [
    "name",
    "file",
    "stackUrl",
    "stackId",
    "defaultProjectId",
    "tokenKind",
    "host",
    "hostv6",
    "protected",
  ] as const;
  return keys.every((key) => one?.[key] === other[key]);
}
