import { K6pError } from "../errors/k6p-error.ts";
import { sameProfileName } from "../profiles/profile-name.ts";
import { placeText } from "../team-config/team-fault.ts";
import { editTeamFile } from "./edit-team-file.ts";
import type { Engine } from "./engine.ts";
import { TEAM_PREFIX } from "./known-profiles.ts";
import { requireTeam } from "./require-team.ts";
import type { EditedTeamFile } from "./team-add.ts";

/** Takes a profile out of the team's own file. Throws `TEAM_PROFILE` for one that a file defines which it extends. Tokens stay where they are. */
export async function teamRemove(engine: Engine, { name }: { readonly name: string }): Promise<EditedTeamFile> {
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
  await editTeamFile(engine, team, { kind: "remove", name: present.name });
  if (content.default !== undefined && sameProfileName(content.default.value, present.name)) {
    engine.notify({
      level: "warning",
      message: `${team.path}:${content.default.place.line} still has ${content.default.value} for a default.`,
      remedy: ["Change that line, too."],
    });
  }
  return { file: team.path, profile: present.name };
}

function notThere(path: string, name: string, profiles: readonly { readonly name: string }[]): K6pError {
  return new K6pError("PROFILE_NOT_FOUND", {
    message: `${path} defines no profile ${JSON.stringify(name.slice(0, 80))}.`,
    remedy:
      profiles.length === 0
        ? []
        : [
            `It has: ${profiles
              .slice(0, 10)
              .map((profile) => profile.name)
              .join(", ")}`,
          ],
    details: { profile: name, file: path },
  });
}
