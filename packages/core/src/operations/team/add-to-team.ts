import { K6pError } from "../../errors/k6p-error.ts";
import { sameProfileName } from "../../profiles/profile-name.ts";
import { definitionEntries } from "../../team-config/edit/definition-entries.ts";
import { isGrafanaHost, isGrafanaStack } from "../../cloud-api/grafana-hosts.ts";
import { editTeamFile } from "./edit-team-file.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { requireTeam } from "../catalog/require-team.ts";

export interface EditedTeamFile {
  readonly file: string;
  readonly profile: string;
}

/** Adds an own profile's definition, without its token, to the team file. Throws `PROFILE_EXISTS` if that defines the name. */
export async function addToTeam(
  engine: Parts<"ownProfiles" | "notify"> & Needs<typeof requireTeam | typeof editTeamFile>,
  { name }: { readonly name: string },
): Promise<EditedTeamFile> {
  const team = await requireTeam(engine);
  const profile = engine.ownProfiles.get(name);
  const present = team.graph.root.content.profiles.find((other) => sameProfileName(other.name, profile.name));
  if (present !== undefined) {
    throw new K6pError("PROFILE_EXISTS", {
      message: `${team.path}:${present.place.line} already defines profile ${present.name}.`,
      remedy: [`Edit it there, or remove it first: k6p team remove ${present.name}`],
      details: { profile: present.name, file: team.path, line: present.place.line },
    });
  }
  await editTeamFile(engine, team, { kind: "add", name: profile.name, entries: definitionEntries(profile) });
  const { stackUrl, host, hostv6 } = profile;
  const leads = [host, hostv6].filter((url) => url !== undefined && !isGrafanaHost(url));
  if (leads.length > 0 || (stackUrl !== undefined && !isGrafanaStack(stackUrl))) {
    engine.notify({
      level: "info",
      message: `Profile ${profile.name} uses a host outside Grafana's domains; each member must trust it once.`,
      remedy: ["k6p team trust"],
    });
  }
  return { file: team.path, profile: profile.name };
}
