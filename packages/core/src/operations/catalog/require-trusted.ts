import { K6pError } from "../../errors/k6p-error.ts";
import type { SensitiveValue } from "../../team-config/team-config.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Parts } from "../../engine/engine.ts";

const WHERE: Readonly<Record<SensitiveValue["key"], string>> = {
  stackUrl: "its stack",
  host: "its ingest host",
  hostv6: "its API host",
  recipients: "recipients",
  extends: "extends",
};

/** Whether a profile can be used without trusting the team file first. */
export function isTrusted({ profiles }: Parts<"profiles">, { id }: Pick<Profile, "id">): boolean {
  const teamProfile = profiles.teamProfile(id);
  return (
    teamProfile === undefined || teamProfile.team.trust === "trusted" || teamProfile.definition.sensitive.length === 0
  );
}

/**
 * Throws `TEAM_NOT_TRUSTED` for a team profile that would send its token outside Grafana's domains before the user has trusted the
 * team file: no token is read, asked for or sent.
 */
export function requireTrusted({ profiles }: Parts<"profiles">, { id, name }: Pick<Profile, "id" | "name">): void {
  const teamProfile = profiles.teamProfile(id);
  if (teamProfile === undefined || isTrusted({ profiles }, { id })) return;
  const places = teamProfile.definition.sensitive.map(
    (value) => `${value.value} (${WHERE[value.key]}, ${placeText(value)})`,
  );
  const { path, trust } = teamProfile.team;
  const since =
    trust === "changed" ? "the team file has changed since you trusted it" : "you have not trusted the team file";
  throw new K6pError("TEAM_NOT_TRUSTED", {
    message: `Team profile ${name} would send your token to ${places.join(" and ")}, and ${since}.`,
    remedy: ["Review the team file, then trust it: k6p team trust"],
    details: {
      profile: name,
      file: path,
      trust,
      values: teamProfile.definition.sensitive.map(({ key, value }) => ({ key, value })),
    },
  });
}
