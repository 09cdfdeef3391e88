import { K6pError } from "../../errors/k6p-error.ts";
import { listOfNames } from "../../profiles/list-of-names.ts";
import { sameProfileName } from "../../profiles/profile-name.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { editTeamFile } from "./edit-team-file.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { nameInTeam } from "../../engine/profile-catalog.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Team } from "../../engine/team.ts";
import { sealedFolderOf } from "../tokens/sealed-folder.ts";
import { requireTeam } from "../catalog/require-team.ts";
import type { EditedTeamFile } from "./add-to-team.ts";

export interface RemovedTeamProfile extends EditedTeamFile {
  /** Name of the profile, if the user still has a token of it to remove; else undefined. */
  readonly tokenOf: string | undefined;
}

/** Removes a profile from the team file. Throws `TEAM_PROFILE` for a profile that an extended file defines. Does not remove tokens. */
export async function removeFromTeam(
  engine: Parts<"profiles" | "tokens"> & Needs<typeof warnLeftovers>,
  { name }: { readonly name: string },
): Promise<RemovedTeamProfile> {
  const team = await requireTeam(engine);
  const wanted = nameInTeam(name);
  const { content } = team.graph.root;
  const present = content.profiles.find((other) => sameProfileName(other.name, wanted));
  if (present === undefined) {
    const definition = team.whole.profiles.get(wanted.toLowerCase());
    if (definition === undefined) throw notThere(team.path, wanted, [...team.whole.profiles.values()]);
    const { definedAt } = definition;
    throw new K6pError("TEAM_PROFILE", {
      message: `Profile ${definition.name} is not defined in ${team.path}, but in ${placeText(definedAt)}.`,
      remedy: ["Remove it there, or stop extending that file."],
      details: { profile: definition.name, file: definedAt.file, line: definedAt.line },
    });
  }
  const label = engine.profiles.nameOfTeams(present.name);
  const hasToken = engine.tokens.find(team.whole.profiles.get(wanted.toLowerCase())?.id ?? "") !== undefined;
  await editTeamFile(engine, team, { kind: "remove", name: present.name });
  const isElsewhere = warnOtherDefinitions(engine, team, present.name);
  if (!isElsewhere) warnLeftovers(engine, team, present.name);
  return { file: team.path, profile: present.name, tokenOf: hasToken && !isElsewhere ? label : undefined };
}

/** Whether extended files also define a profile with that name, so the team still has it. */
function warnOtherDefinitions(engine: Parts<"notify">, { graph }: Team, name: string): boolean {
  const others = [...graph.files.values()].flatMap((file) => {
    const other = file.content.profiles.find((profile) => sameProfileName(profile.name, name));
    return file === graph.root || other === undefined ? [] : [{ file: file.path, ...other }];
  });
  for (const { file, place, name: profile } of others) {
    const message = `The team still has profile ${profile}: ${placeText({ file, ...place })} also defines it.`;
    engine.notify({ level: "warning", message });
  }
  return others.length > 0;
}

function warnLeftovers(engine: Parts<"host" | "lockDirectory" | "notify">, team: Team, name: string): void {
  const { content } = team.graph.root;
  if (content.default !== undefined && sameProfileName(content.default.value, name)) {
    engine.notify({
      level: "warning",
      message: `The default in ${team.path}:${content.default.place.line} is still ${content.default.value}.`,
      remedy: ["Change or delete that line."],
    });
  }
  const sealed = sealedFolderOf(engine, team);
  if (!sealed.names().includes(name)) return;
  engine.notify({
    level: "warning",
    message: `Its sealed token still exists, and all members can open it: ${sealed.pathOf(name)}.`,
    remedy: [`Remove it: git rm ${quotedPath(sealed.pathOf(name))}`],
  });
}

function notThere(path: string, name: string, profiles: readonly { readonly name: string }[]): K6pError {
  return new K6pError("PROFILE_NOT_FOUND", {
    message: `${path} does not define a profile ${JSON.stringify(name.slice(0, 80))}.`,
    remedy: profiles.length === 0 ? [] : [`It defines: ${listOfNames(profiles.map((profile) => profile.name))}`],
    details: { profile: name, file: path },
  });
}
