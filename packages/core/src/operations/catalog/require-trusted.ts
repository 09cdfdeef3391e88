import { K6pError } from "../../errors/k6p-error.ts";
import type { SensitiveValue } from "../../team-config/team-config.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Engine } from "../../engine/engine.ts";

const WHERE: Readonly<Record<SensitiveValue["key"], string>> = {
  stackUrl: "its stack",
  host: "its ingest host",
  hostv6: "its API host",
  recipients: "recipients",
  extends: "extends",
};

/** Whether nothing of a profile is held back until the team's file is trusted. */
export function isTrusted({ profiles }: Pick<Engine, "profiles">, { id }: Pick<Profile, "id">): boolean {
  const member = profiles.memberWith(id);
  return member === undefined || member.team.trust === "trusted" || member.definition.sensitive.length === 0;
}

/**
 * Throws `TEAM_NOT_TRUSTED` for a profile of the team that would send its token somewhere else than to Grafana while nobody has agreed to that:
 * no token is read, asked for or sent for it.
 */
export function requireTrusted(
  { profiles }: Pick<Engine, "profiles">,
  { id, name }: Pick<Profile, "id" | "name">,
): void {
  const member = profiles.memberWith(id);
  if (member === undefined || isTrusted({ profiles: profiles }, { id })) return;
  const places = member.definition.sensitive.map(
    (value) => `${value.value} (${WHERE[value.key]}, ${placeText(value)})`,
  );
  const { path, trust } = member.team;
  const since = trust === "changed" ? "the file has changed since it was trusted" : "nobody has agreed to that here";
  throw new K6pError("TEAM_NOT_TRUSTED", {
    message: `Profile ${name} of the team would send its token to ${places.join(" and ")}, and ${since}.`,
    remedy: ["See what the team's file would do, and agree or not: k6p team trust"],
    details: {
      profile: name,
      file: path,
      trust,
      values: member.definition.sensitive.map(({ key, value }) => ({ key, value })),
    },
  });
}
