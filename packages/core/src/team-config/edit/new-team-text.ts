import type { Profile } from "../../profiles/profile.ts";
import { definitionEntries } from "./definition-entries.ts";
import { TEAM_VERSION } from "../read/team-schema.ts";
import { yamlProfile } from "../read/yaml-lines.ts";

/** The text of a new team file with these profiles. */
export function newTeamText(profiles: readonly Profile[]): string {
  const blocks = profiles.flatMap((profile) => yamlProfile(profile.name, definitionEntries(profile)));
  const lines = [
    "# k6p profiles for everyone who works in this repository. It holds no tokens: each member enters their own with",
    "#   k6p login NAME",
    `version: ${TEAM_VERSION}`,
    "",
    ...(blocks.length === 0 ? ["profiles: {}"] : ["profiles:", ...blocks.map((line) => `  ${line}`)]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
