import { K6pError } from "../errors/k6p-error.ts";
import type { Directories } from "../host/files/directories.ts";
import type { Host } from "../host/host.ts";
import { inOrderOfNames } from "../profiles/in-order-of-names.ts";
import { nearestName } from "../profiles/nearest-name.ts";
import { isProfileName } from "../profiles/profile-name.ts";
import type { ProfileListing, ProfileStore } from "../profiles/profile-store.ts";
import type { Profile } from "../profiles/profile.ts";
import { findTeamFile } from "../team-config/read/find-team-file.ts";
import { ParsedFiles } from "../team-config/read/parsed-files.ts";
import type { TeamProfile } from "../team-config/team-config.ts";
import { faultError, placeText, type TeamFault } from "../team-config/team-fault.ts";
import type { TeamLogins } from "../team-config/team-logins.ts";
import type { TrustedFiles } from "../team-config/trust/trusted-files.ts";
import type { Notice } from "./notice.ts";
import type { Team } from "./team.ts";

/** Prefix of a team profile's name when the user has their own profile with that name. */
export const TEAM_PREFIX = "team/";

/** A team profile as it appears in the working folder. */
export interface TeamProfileHere {
  readonly profile: Profile;
  readonly definition: TeamProfile;
  readonly team: Team;
}

interface KnownProfilesContext {
  readonly host: Host;
  readonly directories: Directories;
  readonly profiles: ProfileStore;
  readonly trustedFiles: TrustedFiles;
  readonly teamLogins: TeamLogins;
  readonly notify: (notice: Notice) => void;
}

/**
 * All profiles that can be named in the working folder: the user's own and the team's. The user's own takes precedence; `team/NAME`
 * always means the team's. The team file is read at most once, and only when needed.
 */
export class ProfileCatalog {
  readonly #context: KnownProfilesContext;
  readonly #teamProfiles = new Map<string, TeamProfileHere>();
  #team: Promise<Team | undefined> | undefined;
  #hasWarned = false;
  readonly #parsed: ParsedFiles;

  constructor(context: KnownProfilesContext) {
    this.#context = context;
    this.#parsed = new ParsedFiles({ host: context.host, stateDirectory: context.directories.state });
  }

  /** The team with any errors in its file; undefined if there is no team file. Throws if the file cannot be read. */
  inspectTeam(): Promise<Team | undefined> {
    return (this.#team ??= this.#readTeam());
  }

  /** Lets later commands read the team's files faster. Never throws. Only for commands that write state anyway. */
  rememberParsed({ graph }: Team): void {
    this.#parsed.keep(graph.files.values());
  }

  /** Undefined if there is no team file. Throws the first error in the file. */
  async team(): Promise<Team | undefined> {
    const team = await this.inspectTeam();
    const [fault, ...more] = team?.graph.faults ?? [];
    if (fault !== undefined) throw faultError([fault, ...more] as const satisfies readonly [TeamFault, ...TeamFault[]]);
    return team;
  }

  /** Like `team`, but only warns about errors: the user's own profiles work without the team. */
  async teamIfSound(): Promise<Team | undefined> {
    try {
      return await this.team();
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      if (!this.#hasWarned) {
        const message = `Ignoring the team's profiles: ${error.message}`;
        this.#context.notify({ level: "warning", message, remedy: error.remedy });
      }
      this.#hasWarned = true;
      return undefined;
    }
  }

  /** The profile with that name, ignoring case; undefined if there is none. */
  async find(name: string): Promise<Profile | undefined> {
    const wanted = withoutPrefix(name);
    if (!isProfileName(wanted ?? name)) return undefined;
    const own = wanted === undefined ? this.#context.profiles.find(name) : undefined;
    if (own !== undefined) return own;
    const team = await this.team();
    return team === undefined ? undefined : this.#teamProfileOf(team, wanted ?? name)?.profile;
  }

  /** Like `find`, but throws `PROFILE_NOT_FOUND` with the nearest name. */
  async get(name: string): Promise<Profile> {
    const profile = await this.find(name);
    if (profile !== undefined) return profile;
    throw await this.#notFound(name);
  }

  /** The profile with that id; undefined if neither the user nor the working folder's team has it. */
  async byId(id: string, lastName?: string): Promise<Profile | undefined> {
    const own = this.#context.profiles.withId(id, lastName);
    if (own !== undefined) return own;
    const team = await this.teamIfSound();
    return team === undefined ? undefined : this.teamProfiles(team).find(({ profile }) => profile.id === id)?.profile;
  }

  /** All names, sorted; a team file with errors adds none. */
  async names(): Promise<readonly string[]> {
    const team = await this.teamIfSound();
    const ofTeam = team === undefined ? [] : this.teamProfiles(team).map(({ profile }) => profile.name);
    return inOrderOfNames([...this.#context.profiles.names(), ...ofTeam], (name) => name);
  }

  /** Sorted by name; a team file with errors causes a warning and adds none. */
  async list(): Promise<ProfileListing> {
    const { profiles, unreadable } = this.#context.profiles.list();
    const team = await this.teamIfSound();
    if (team === undefined) return { profiles, unreadable };
    const ofTeam = this.teamProfiles(team).map(({ profile }) => profile);
    return {
      profiles: inOrderOfNames([...profiles, ...ofTeam], ({ name }) => name),
      unreadable,
    };
  }

  /** A team's profiles, sorted by name. */
  teamProfiles(team: Team): readonly TeamProfileHere[] {
    const ownNames = this.#ownNames();
    const names = [...team.config.profiles.values()].map(({ name }) => name);
    return inOrderOfNames(names, (name) => name).flatMap((name) => this.#teamProfileOf(team, name, ownNames) ?? []);
  }

  /** The team profile behind a profile that was found here; undefined for the user's own. */
  teamProfile(id: string): TeamProfileHere | undefined {
    return this.#teamProfiles.get(id);
  }

  /** The file that defines a profile. */
  fileOf({ id, name }: Pick<Profile, "id" | "name">): string {
    const file = this.#teamProfiles.get(id)?.definition.definedAt.file;
    return file ?? this.#context.teamLogins.find(id)?.file ?? this.#context.profiles.pathOf(name);
  }

  /** The name of a team profile in the working folder: with the prefix if the user has their own profile with that name. */
  nameOfTeams(name: string, ownNames = this.#ownNames()): string {
    return ownNames.has(name.toLowerCase()) ? `${TEAM_PREFIX}${name}` : name;
  }

  #ownNames(): ReadonlySet<string> {
    return new Set(this.#context.profiles.names().map((name) => name.toLowerCase()));
  }

  #teamProfileOf(team: Team, name: string, ownNames?: ReadonlySet<string>): TeamProfileHere | undefined {
    const definition = team.config.profiles.get(name.toLowerCase());
    if (definition === undefined) return undefined;
    const { id, settings } = definition;
    const previous = this.#teamProfiles.get(id);
    if (previous !== undefined) return previous;
    const login = this.#context.teamLogins.find(id);
    const profile: Profile = {
      ...settings,
      name: this.nameOfTeams(definition.name, ownNames),
      id,
      stackId: settings.stackId ?? login?.stackId,
      defaultProjectId: settings.defaultProjectId ?? login?.defaultProjectId,
    };
    const teamProfile = { profile, definition, team };
    this.#teamProfiles.set(id, teamProfile);
    return teamProfile;
  }

  async #readTeam(): Promise<Team | undefined> {
    const { host, directories, trustedFiles } = this.#context;
    const location = await findTeamFile(host);
    if (location.path === undefined) return undefined;
    const { readTeam } = await import("./team.ts");
    return readTeam({ host, stateDirectory: directories.state, trustedFiles, parsed: this.#parsed }, location);
  }

  async #notFound(name: string): Promise<K6pError> {
    const names = await this.names();
    const nearest = nearestName(name, names);
    const wanted = nameInTeam(name).toLowerCase();
    const elsewhere = this.#context.teamLogins.list().find((login) => login.name.toLowerCase() === wanted);
    const held = (await this.teamIfSound())?.whole.profiles.get(wanted);
    if (held !== undefined) {
      return new K6pError("TEAM_NOT_TRUSTED", {
        message: `Team profile ${held.name} is defined in another repository (${placeText(held.definedAt)}) and is ignored until you trust it.`,
        remedy: ["Review the team file, then trust it: k6p team trust"],
        details: { profile: held.name, file: held.definedAt.file },
      });
    }
    const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
    return new K6pError("PROFILE_NOT_FOUND", {
      message: `There is no profile named ${JSON.stringify(name.slice(0, 80))}.${hint}`,
      remedy: [
        ...(elsewhere === undefined
          ? []
          : [`A team has a profile with that name: use it in the folder of ${elsewhere.file}`]),
        names.length === 0 ? "Add one: k6p profile add NAME --stack STACK" : "List your profiles: k6p profile list",
      ],
      details: { profile: name, ...(nearest === undefined ? {} : { nearest }) },
    });
  }
}

function withoutPrefix(name: string): string | undefined {
  return name.startsWith(TEAM_PREFIX) ? name.slice(TEAM_PREFIX.length) : undefined;
}

/** The name of a team profile in the team file, and so in a pipeline, where there are no own profiles. */
export function nameInTeam(name: string): string {
  return withoutPrefix(name) ?? name;
}
