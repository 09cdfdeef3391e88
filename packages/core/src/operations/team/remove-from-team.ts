import { K6pError } from "../../errors/k6p-error.ts";
import { listOfNames } from "../../profiles/list-of-names.ts";
import { sameProfileName } from "../../profiles/profile-name.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { editTeamFile } from "./edit-team-file.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { TEAM_PREFIX } from "../../engine/profile-catalog.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Team } from "../../engine/team.ts";
import { sealedFolderOf } from "../tokens/sealed-folder.ts";
import { requireTeam } from "../catalog/require-team.ts";
import type { EditedTeamFile } from "./add-to-team.ts";

export interface RemovedTeamProfile extends EditedTeamFile {
  /** What the profile is called where the user's own token of it can still be removed; undefined where there is none. */
  readonly tokenOf: string | undefined;
}

/** Takes a profile out of the team's own file. Throws `TEAM_PROFILE` for one that a file defines which it extends. Tokens stay where they are. */
export async function removeFromTeam(
  engine: Parts<"profiles" | "tokens"> & Needs<typeof tellWhatStays>,
  { name }: { readonly name: string },
): Promise<RemovedTeamProfile> {
  const team = await requireTeam(engine);
  const wanted = name.startsWith(TEAM_PREFIX) ? name.slice(TEAM_PREFIX.length) : name;
  const { content } = team.graph.root;
  const present = content.profiles.find((other) => sameProfileName(other.name, wanted));
  if (present === undefined) {
    const definition = team.whole.profiles.get(wanted.toLowerCase());
    if (definition === undefined) throw notThere(team.path, wanted, [...team.whole.profiles.values()]);
    const { definedAt } = definition;
    throw new K6pError("TEAM_PROFILE", {
      message: `${team.path} does not define profile ${definition.name} itself: it comes from ${placeText(definedAt)}.`,
      remedy: ["Take it out there, or stop extending that file."],
      details: { profile: definition.name, file: definedAt.file, line: definedAt.line },
    });
  }
  const label = engine.profiles.nameOfTeams(present.name);
  const hasToken = engine.tokens.find(team.whole.profiles.get(wanted.toLowerCase())?.id ?? "") !== undefined;
  await editTeamFile(engine, team, { kind: "remove", name: present.name });
  const isElsewhere = tellOthers(engine, team, present.name);
  if (!isElsewhere) tellWhatStays(engine, team, present.name);
  return { file: team.path, profile: present.name, tokenOf: hasToken && !isElsewhere ? label : undefined };
}

/** Whether files that are extended define a profile of that name, too, so that the team still has it and what belongs to it. */
function tellOthers(engine: Parts<"notify">, { graph }: Team, name: string): boolean {
  const others = [...graph.files.values()].flatMap((file) => {
    const other = file.content.profiles.find((profile) => sameProfileName(profile.name, name));
    return file === graph.root || other === undefined ? [] : [{ file: file.path, ...other }];
  });
  for (const { file, place, name: profile } of others) {
    const message = `The team still has a profile ${profile}: ${placeText({ file, ...place })} defines it, too.`;
    engine.notify({ level: "warning", message });
  }
  return others.length > 0;
}

function tellWhatStays(engine: Parts<"host" | "lockDirectory" | "notify">, team: Team, name: string): void {
  const { content } = team.graph.root;
  if (content.default !== undefined && sameProfileName(content.default.value, name)) {
    engine.notify({
      level: "warning",
      message: `${team.path}:${content.default.place.line} still has ${content.default.value} for a default.`,
      remedy: ["Change that line, too."],
    });
  }
  const sealed = sealedFolderOf(engine, team);
  if (!sealed.names().includes(name)) return;
  engine.notify({
    level: "warning",
    message: `Its sealed token is still there for all members to open: ${sealed.pathOf(name)}.`,
    remedy: [`Remove it, too: git rm ${quotedPath(sealed.pathOf(name))}`],
  });
}

function notThere(path: string, name: string, profiles: readonly { readonly name: string }[]): K6pError {
  return new K6pError("PROFILE_NOT_FOUND", {
    message: `${path} defines no profile ${JSON.stringify(name.slice(0, 80))}.`,
    remedy: profiles.length === 0 ? [] : [`It has: ${listOfNames(profiles.map((profile) => profile.name))}`],
    details: { profile: name, file: path },
  });
}
