import { isKept, type TokenRecord } from "../../credentials/token-record.ts";
import type { Profile } from "../../profiles/profile.ts";
import { ageText } from "../../team-config/read/parse-age.ts";
import { tokenAgeLimit } from "../../team-config/policy-faults.ts";
import type { TeamConfig } from "../../team-config/team-config.ts";
import type { Parts } from "../../engine/engine.ts";

export interface TooOldToken {
  /** Milliseconds. */
  readonly age: number;
  readonly most: number;
  /** The file with the policy. */
  readonly file: string;
}

/** Warns when a token is older than the policy of the profile's team allows. */
export function warnTokenAge(
  engine: Parts<"host" | "profiles" | "notify">,
  profile: Pick<Profile, "id" | "name">,
  record: TokenRecord,
): void {
  const teamProfile = engine.profiles.teamProfile(profile.id);
  const tooOld = teamProfile === undefined ? undefined : tooOldToken(engine, teamProfile.team.config, record);
  if (tooOld === undefined) return;
  engine.notify({
    level: "warning",
    message: `The token of profile ${profile.name} is ${ageText(tooOld.age)} old; the team's policy (${tooOld.file}) allows at most ${ageText(tooOld.most)}.`,
    remedy: [`Create a new token in Grafana Cloud, then enter it: k6p login ${profile.name}`],
  });
}

/** Undefined for a token within the limit, and for one that k6p does not store, because its age is unknown. */
export function tooOldToken(
  { host }: Parts<"host">,
  config: Pick<TeamConfig, "policies">,
  record: TokenRecord,
): TooOldToken | undefined {
  const limit = tokenAgeLimit(config);
  if (limit === undefined || !isKept(record)) return undefined;
  const age = host.clock.now().getTime() - Date.parse(record.enteredAt);
  return age > limit.most ? { age, ...limit } : undefined;
}
