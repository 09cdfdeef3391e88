import { K6pError } from "../../errors/k6p-error.ts";
import type { Host } from "../../host/host.ts";
import { joinPath, pathRules } from "../../host/join-path.ts";
import { findTeamFile } from "../../team-config/read/find-team-file.ts";
import { isBrokenPackage } from "../../team-config/read/package-key.ts";
import { TEAM_PLACES } from "../../team-config/team-places.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";

/** The team's file of the working folder, without faults. Throws `TEAM_FILE_MISSING` and the first fault. */
export async function requireTeam(engine: Engine): Promise<Team> {
  return (await engine.profiles.team()) ?? missing(engine);
}

/** The team's file of the working folder, with whatever faults it has. Throws `TEAM_FILE_MISSING`. */
export async function requireTeamFile(engine: Engine): Promise<Team> {
  return (await engine.profiles.inspectTeam()) ?? missing(engine);
}

function missing({ host }: Engine): never {
  const broken = brokenPackages(host);
  throw new K6pError("TEAM_FILE_MISSING", {
    message: `There is no team file in ${host.workingDirectory}, nor above it up to the root of the repository.`,
    remedy: [
      ...broken.map((path) => `${path} might hold one, and is not JSON that can be read.`),
      "Make one from your own profiles: k6p team init",
      `Files that count: ${TEAM_PLACES.join(", ")}`,
    ],
    details: { folder: host.workingDirectory, unreadable: broken },
  });
}

/** In the folders where a team file was looked for. */
function brokenPackages(host: Host): readonly string[] {
  const location = findTeamFile(host);
  const { dirname } = pathRules(host);
  const broken: string[] = [];
  for (let folder = host.workingDirectory; location.path === undefined; folder = dirname(folder)) {
    const path = joinPath(host, folder, "package.json");
    if (isBrokenPackage(host, path)) broken.push(path);
    if (folder === location.last) break;
  }
  return broken;
}
