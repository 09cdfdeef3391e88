import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { completeFromCloud, requireProjectForStackToken } from "./complete-from-cloud.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { isOfTeam, rememberTeamLogin } from "../catalog/team-logins.ts";

export interface TokenCheck {
  readonly token: Secret;
  /** False: accept the token without asking Grafana Cloud. */
  readonly verify: boolean;
  /** The command that does the same without asking Grafana Cloud. */
  readonly offlineCommand: string;
}

/** Completes an existing profile with what Grafana Cloud reports about its stack if it accepts the token. Throws as `completeFromCloud` does, and `PROJECT_NEEDED`. */
export async function completeProfile(
  engine: Parts<"profiles"> & Needs<typeof completeFromCloud>,
  profile: Profile,
  { token, verify, offlineCommand }: TokenCheck,
): Promise<Profile> {
  const completed = verify ? await completeFromCloud(engine, profile, { token, offlineCommand }) : profile;
  const definedAt = engine.profiles.memberWith(profile.id)?.definition.definedAt;
  requireProjectForStackToken(
    completed,
    definedAt === undefined
      ? `Set the project: k6p profile edit ${profile.name} --project PROJECT_ID`
      : `Add defaultProjectId to the team file: ${placeText(definedAt)}`,
  );
  return completed;
}

/** Saves what `completeProfile` filled in: in the profile, or in the user's record of a team profile. */
export async function saveCompleted(
  engine: Parts<"ownProfiles"> & Needs<typeof rememberTeamLogin>,
  profile: Profile,
  completed: Profile,
): Promise<void> {
  if (isOfTeam(engine, profile)) return rememberTeamLogin(engine, completed);
  const { stackId, defaultProjectId } = completed;
  if (stackId === profile.stackId && defaultProjectId === profile.defaultProjectId) return;
  await engine.ownProfiles.update(profile.name, (current) => ({ ...current, stackId, defaultProjectId }));
}

/** Throws `USAGE` for a profile without a stack ID if Grafana Cloud is not asked. */
export function requireStackIdWhenUnverified(
  engine: Parts<"profiles">,
  { id, name, stackId }: Profile,
  verify: boolean,
): void {
  if (verify || stackId !== undefined) return;
  const definedAt = engine.profiles.memberWith(id)?.definition.definedAt;
  throw new K6pError("USAGE", {
    message: `Profile ${name} has no stack ID, and with --no-verify k6p cannot look it up.`,
    remedy: [
      definedAt === undefined
        ? `Set it: k6p profile edit ${name} --stack-id STACK_ID`
        : `Add stackId to the profile in the team file: ${placeText(definedAt)}`,
    ],
    details: { profile: name },
  });
}
