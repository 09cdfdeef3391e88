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
import type { TeamTrust } from "../team-config/trust/team-trust.ts";
import type { Notice } from "./engine.ts";
import type { Team } from "./team.ts";

/** What stands before the name of a team's profile where the user has an own one of that name. */
export const TEAM_PREFIX = "team/";

/** A profile of the team, as it is known here. */
export interface TeamProfileHere {
  readonly profile: Profile;
  readonly definition: TeamProfile;
  readonly team: Team;
}

interface KnownProfilesContext {
  readonly host: Host;
  readonly directories: Directories;
  readonly profiles: ProfileStore;
  readonly teamTrust: TeamTrust;
  readonly teamLogins: TeamLogins;
  readonly notify: (notice: Notice) => void;
}

/**
 * All the profiles that can be named in the working folder: the user's own and those of the team's file. The user's wins where both have a
 * name; `team/NAME` always means the team's. The team's file is read only when it is needed, and once.
 */
export class ProfileCatalog {
  readonly #context: KnownProfilesContext;
  readonly #members = new Map<string, TeamProfileHere>();
  #team: Promise<Team | undefined> | undefined;
  #hasWarned = false;
  readonly #parsed: ParsedFiles;

  constructor(context: KnownProfilesContext) {
    this.#context = context;
    this.#parsed = new ParsedFiles({ host: context.host, stateDirectory: context.directories.state });
  }

  /** The team's file with its faults; undefined where there is none. Throws when it cannot be read at all. */
  inspectTeam(): Promise<Team | undefined> {
    return (this.#team ??= this.#readTeam());
  }

  /** Lets later commands read the team's files faster. Never throws; for commands that leave traces anyway. */
  rememberParsed({ graph }: Team): void {
    this.#parsed.keep(graph.files.values());
  }

  /** Undefined where there is no team file. Throws for the first fault of one. */
  async team(): Promise<Team | undefined> {
    const team = await this.inspectTeam();
    const [fault, ...more] = team?.graph.faults ?? [];
    if (fault !== undefined) throw faultError([fault, ...more] as const satisfies readonly [TeamFault, ...TeamFault[]]);
    return team;
  }

  /** Like `team`, but what is wrong with it is only warned of: the user's own profiles work without it. */
  async teamIfSound(): Promise<Team | undefined> {
    try {
      return await this.team();
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      if (!this.#hasWarned) {
        const message = `The team's profiles are left out: ${error.message}`;
        this.#context.notify({ level: "warning", message, remedy: error.remedy });
      }
      this.#hasWarned = true;
      return undefined;
    }
  }

  /** The profile of that name, case ignored; undefined when there is none. */
  async find(name: string): Promise<Profile | undefined> {
    const wanted = withoutPrefix(name);
    if (!isProfileName(wanted ?? name)) return undefined;
    const own = wanted === undefined ? this.#context.profiles.find(name) : undefined;
    if (own !== undefined) return own;
    const team = await this.team();
    return team === undefined ? undefined : this.#memberOf(team, wanted ?? name)?.profile;
  }

  /** Like `find`, but a miss throws `PROFILE_NOT_FOUND` with the nearest name. */
  async get(name: string): Promise<Profile> {
    const profile = await this.find(name);
    if (profile !== undefined) return profile;
    throw await this.#notFound(name);
  }

  /** The profile with that id; undefined when neither the user nor the team here has it. */
  async byId(id: string): Promise<Profile | undefined> {
    const own = this.#context.profiles.list().profiles.find((profile) => profile.id === id);
    if (own !== undefined) return own;
    const team = await this.teamIfSound();
    return team === undefined ? undefined : this.members(team).find(({ profile }) => profile.id === id)?.profile;
  }

  /** Names that can be typed, sorted; a team file with faults adds none. */
  async names(): Promise<readonly string[]> {
    const team = await this.teamIfSound();
    const ofTeam = team === undefined ? [] : this.members(team).map(({ profile }) => profile.name);
    return inOrderOfNames([...this.#context.profiles.names(), ...ofTeam], (name) => name);
  }

  /** Sorted by name; a team file with faults is warned of and adds none. */
  async list(): Promise<ProfileListing> {
    const { profiles, unreadable } = this.#context.profiles.list();
    const team = await this.teamIfSound();
    if (team === undefined) return { profiles, unreadable };
    const ofTeam = this.members(team).map(({ profile }) => profile);
    return {
      profiles: inOrderOfNames([...profiles, ...ofTeam], ({ name }) => name),
      unreadable,
    };
  }

  /** The profiles of a team, sorted by name. */
  members(team: Team): readonly TeamProfileHere[] {
    const ownNames = this.#ownNames();
    const names = [...team.config.profiles.values()].map(({ name }) => name);
    return inOrderOfNames(names, (name) => name).flatMap((name) => this.#memberOf(team, name, ownNames) ?? []);
  }

  /** What the team's file says about a profile that was found here; undefined for the user's own. */
  memberWith(id: string): TeamProfileHere | undefined {
    return this.#members.get(id);
  }

  /** The file that a profile is defined in. */
  fileOf({ id, name }: Pick<Profile, "id" | "name">): string {
    const file = this.#members.get(id)?.definition.definedAt.file;
    return file ?? this.#context.teamLogins.find(id)?.file ?? this.#context.profiles.pathOf(name);
  }

  /** How a profile of the team is called here. */
  nameOfTeams(name: string, ownNames = this.#ownNames()): string {
    return ownNames.has(name.toLowerCase()) ? `${TEAM_PREFIX}${name}` : name;
  }

  #ownNames(): ReadonlySet<string> {
    return new Set(this.#context.profiles.names().map((name) => name.toLowerCase()));
  }

  #memberOf(team: Team, name: string, ownNames?: ReadonlySet<string>): TeamProfileHere | undefined {
    const definition = team.config.profiles.get(name.toLowerCase());
    if (definition === undefined) return undefined;
    const { id, settings } = definition;
    const former = this.#members.get(id);
    if (former !== undefined) return former;
    const login = this.#context.teamLogins.find(id);
    const profile: Profile = {
      ...settings,
      name: this.nameOfTeams(definition.name, ownNames),
      id,
      stackId: settings.stackId ?? login?.stackId,
      defaultProjectId: settings.defaultProjectId ?? login?.defaultProjectId,
    };
    const member = { profile, definition, team };
    this.#members.set(id, member);
    return member;
  }

  async #readTeam(): Promise<Team | undefined> {
    const { host, directories, teamTrust } = this.#context;
    const location = findTeamFile(host);
    if (location.path === undefined) return undefined;
    const { readTeam } = await import("./team.ts");
    return readTeam({ host, stateDirectory: directories.state, teamTrust, parsed: this.#parsed }, location);
  }

  async #notFound(name: string): Promise<K6pError> {
    const names = await this.names();
    const nearest = nearestName(name, names);
    const wanted = nameInTeam(name).toLowerCase();
    const elsewhere = this.#context.teamLogins.list().find((login) => login.name.toLowerCase() === wanted);
    const held = (await this.teamIfSound())?.whole.profiles.get(wanted);
    if (held !== undefined) {
      return new K6pError("TEAM_NOT_TRUSTED", {
        message: `The team's profile ${held.name} comes from elsewhere (${placeText(held.definedAt)}), and counts once you trust that.`,
        remedy: ["See what the team's file would do, and agree or not: k6p team trust"],
        details: { profile: held.name, file: held.definedAt.file },
      });
    }
    const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
    return new K6pError("PROFILE_NOT_FOUND", {
      message: `There is no profile ${JSON.stringify(name.slice(0, 80))}.${hint}`,
      remedy: [
        ...(elsewhere === undefined ? [] : [`A team has one of that name: use it in the folder of ${elsewhere.file}`]),
        names.length === 0 ? "Add one: k6p profile add NAME --stack STACK" : "See all of them: k6p profile list",
      ],
      details: { profile: name, ...(nearest === undefined ? {} : { nearest }) },
    });
  }
}

function withoutPrefix(name: string): string | undefined {
  return name.startsWith(TEAM_PREFIX) ? name.slice(TEAM_PREFIX.length) : undefined;
}

/** How a profile is called in the team's file, and so in a pipeline, where nobody has an own one. */
export function nameInTeam(name: string): string {
  return withoutPrefix(name) ?? name;
}
