import { pathRules } from "../../host/join-path.ts";
import type { Parts } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";
import { realFolder } from "../../host/real-folder.ts";

/** Makes shell hooks use the default of a trusted team file, or forget it if the file has none. */
export async function followDefault(engine: Parts<"host" | "ownProfiles" | "bindings">, team: Team): Promise<void> {
  const name = team.whole.default?.value;
  // The user's own profile with that name takes precedence.
  const found =
    name === undefined ? undefined : (engine.ownProfiles.find(name) ?? team.whole.profiles.get(name.toLowerCase()));
  await engine.bindings.setTrustedDefault(folderOf(engine, team), found?.name);
}

/** Makes shell hooks ignore a team file's default. */
export async function forgetDefault(engine: Parts<"host" | "bindings">, team: Team): Promise<void> {
  await engine.bindings.setTrustedDefault(folderOf(engine, team), undefined);
}

/** The folder that a team file applies to, including its subfolders. */
function folderOf(engine: Parts<"host">, { path }: Team): string {
  const { basename, dirname } = pathRules(engine.host);
  const folder = dirname(path);
  return realFolder(engine, basename(folder) === ".config" ? dirname(folder) : folder);
}
