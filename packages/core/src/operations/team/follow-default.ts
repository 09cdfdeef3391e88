import { pathRules } from "../../host/join-path.ts";
import type { Parts } from "../../engine/engine.ts";
import type { Team } from "../../engine/team.ts";
import { realFolder } from "../../host/real-folder.ts";

/** Lets the hooks of shells take the default of a team's file that is trusted now, and forget one that it does not have. */
export async function followDefault(engine: Parts<"host" | "ownProfiles" | "bindings">, team: Team): Promise<void> {
  const name = team.whole.default?.value;
  // The user's own profile of that name wins.
  const found =
    name === undefined ? undefined : (engine.ownProfiles.find(name) ?? team.whole.profiles.get(name.toLowerCase()));
  await engine.bindings.setTrustedDefault(folderOf(engine, team), found?.name);
}

/** Has the hooks of shells take nothing from a team's file any more. */
export async function forgetDefault(engine: Parts<"host" | "bindings">, team: Team): Promise<void> {
  await engine.bindings.setTrustedDefault(folderOf(engine, team), undefined);
}

/** The folder that a team's file counts for, with what is below it. */
function folderOf(engine: Parts<"host">, { path }: Team): string {
  const { basename, dirname } = pathRules(engine.host);
  const folder = dirname(path);
  return realFolder(engine, basename(folder) === ".config" ? dirname(folder) : folder);
}
