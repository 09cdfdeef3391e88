import type { Host } from "../../host/host.ts";
import { pathRules } from "../../host/join-path.ts";
import { SealedFolder } from "../../sealed-tokens/sealed-folder.ts";
import { type FoundFile, refuseUnsafeFile } from "../../team-config/read/refuse-unsafe-file.ts";
import type { Parts } from "../../engine/engine.ts";
import type { TeamProfileHere } from "../../engine/profile-catalog.ts";
import type { Team } from "../../engine/team.ts";

/** A team's sealed tokens, in the folder of its team file. */
export function sealedFolderOf({ host, lockDirectory }: Parts<"host" | "lockDirectory">, team: Team): SealedFolder {
  return sealedFolderIn({ host, lockDirectory }, teamFolder(host, team));
}

/** The same for a folder path without symlinks. */
export function sealedFolderIn({ host, lockDirectory }: Parts<"host" | "lockDirectory">, folder: string): SealedFolder {
  const refuseUnsafe = (found: FoundFile): void => refuseUnsafeFile(host, found);
  return new SealedFolder({ host, teamFolder: folder, lockDirectory, refuseUnsafe });
}

/** Path of a team profile's sealed token; undefined if there is none. */
export function sealedPath(
  engine: Parts<"host" | "lockDirectory">,
  { team, definition }: TeamProfileHere,
): string | undefined {
  const path = sealedFolderOf(engine, team).pathOf(definition.name);
  return engine.host.files.linkStatus(path) === undefined ? undefined : path;
}

/** The folder of a team file, without symlinks; for a file in `.config`, the parent of that folder. */
export function teamFolder(host: Host, { graph }: Team): string {
  const { dirname, basename } = pathRules(host);
  const folder = dirname(graph.root.realPath);
  return basename(folder) === ".config" ? dirname(folder) : folder;
}
