import { K6pError } from "../../errors/k6p-error.ts";
import type { Host } from "../../host/host.ts";
import { joinPath, pathRules } from "../../host/join-path.ts";
import { findTeamFile } from "../../team-config/read/find-team-file.ts";
import { isBrokenPackage } from "../../team-config/read/package-key.ts";
import { TEAM_PLACES } from "../../team-config/team-places.ts";
import type { Parts } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";

/** The working folder's team, without errors in its file. Throws `TEAM_FILE_MISSING`, or the first error in the file. */
export async function requireTeam(engine: Parts<"host" | "profiles">): Promise<Team> {
  return (await engine.profiles.team()) ?? missing(engine);
}

/** The working folder's team, even if its file has errors. Throws `TEAM_FILE_MISSING`. */
export async function requireTeamFile(engine: Parts<"host" | "profiles">): Promise<Team> {
  return (await engine.profiles.inspectTeam()) ?? missing(engine);
}

async function missing({ host }: Parts<"host">): Promise<never> {
  const broken = await brokenPackages(host);
  throw new K6pError("TEAM_FILE_MISSING", {
    message: `No team file found in ${host.workingDirectory} or its parent folders, up to the root of the repository.`,
    remedy: [
      ...broken.map((path) => `Check ${path}, which is not valid JSON.`),
      "Create one from your own profiles: k6p team init",
      `k6p looks for these files: ${TEAM_PLACES.join(", ")}`,
    ],
    details: { folder: host.workingDirectory, unreadable: broken },
  });
}

/** Invalid `package.json` files in the folders that were searched. */
async function brokenPackages(host: Host): Promise<readonly string[]> {
  const location = await findTeamFile(host);
  const { dirname } = pathRules(host);
  const broken: string[] = [];
  for (let folder = host.workingDirectory; location.path === undefined; folder = dirname(folder)) {
    const path = joinPath(host, folder, "package.json");
    if (isBrokenPackage(host, path)) broken.push(path);
    if (folder === location.last) break;
  }
  return broken;
}
