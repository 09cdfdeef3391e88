import { K6pError } from "../errors/k6p-error.ts";
import { editFile } from "../host/edit-file.ts";
import { joinPath } from "../host/join-path.ts";
import type { Profile } from "../profiles/profile.ts";
import { findTeamFile } from "../team-config/find-team-file.ts";
import { newTeamText } from "../team-config/new-team-text.ts";
import { PACKAGE_PLACES } from "../team-config/team-places.ts";
import { LARGEST_TEAM_FILE } from "../team-config/text-limits.ts";
import type { Engine } from "./engine.ts";

export interface TeamInitRequest {
  /** Names of own profiles; all of them when left out. */
  readonly profiles?: readonly string[] | undefined;
}

export interface CreatedTeamFile {
  readonly file: string;
  readonly profiles: readonly string[];
  /** The folder that is no repository yet, so that the file is shared with nobody; undefined in a repository. */
  readonly outsideOfRepository: boolean;
}

/** Writes a team file with the definitions of own profiles, without tokens. Throws `TEAM_FILE_EXISTS` rather than touch one. */
export async function teamInit(engine: Engine, request: TeamInitRequest): Promise<CreatedTeamFile> {
  const { host } = engine;
  const location = findTeamFile(host);
  if (location.path !== undefined) throw exists(location.path);
  const profiles = chosenProfiles(engine, request.profiles);
  const folder = location.repository ?? host.workingDirectory;
  const file = joinPath(host, folder, PACKAGE_PLACES[0] ?? "");
  await editFile(host, {
    path: file,
    lockDirectory: engine.lockDirectory,
    maxBytes: LARGEST_TEAM_FILE,
    mode: 0o644,
    edit(current) {
      if (current !== undefined) throw exists(file);
      return Buffer.from(newTeamText(profiles));
    },
  });
  const names = profiles.map(({ name }) => name);
  if (names.length > 0) sayWhoWins(engine, names);
  return { file, profiles: names, outsideOfRepository: location.repository === undefined };
}

function chosenProfiles(engine: Engine, names: readonly string[] | undefined): readonly Profile[] {
  if (names !== undefined) return names.map((name) => engine.profiles.get(name));
  const { profiles, unreadable } = engine.profiles.list();
  for (const { problem } of unreadable)
    engine.notify({ level: "warning", message: problem.message, remedy: problem.remedy });
  return profiles;
}

function sayWhoWins(engine: Engine, names: readonly string[]): void {
  engine.notify({
    level: "info",
    message: `Your own profiles of these names go on winning for you; the team's are ${names.map((name) => `team/${name}`).join(", ")}.`,
    remedy: ["To use the team's with a token of yours: k6p login team/NAME"],
  });
}

function exists(path: string): K6pError {
  return new K6pError("TEAM_FILE_EXISTS", {
    message: `There is a team file already: ${path}.`,
    remedy: ["Add a profile to it: k6p team add NAME", "See what is in it: k6p team status"],
    details: { file: path },
  });
}
