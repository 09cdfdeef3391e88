import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { completeFromCloud, requireProjectForStackToken } from "./complete-from-cloud.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { isOfTeam, rememberTeamLogin } from "../catalog/team-logins.ts";

export interface TokenCheck {
  readonly token: Secret;
  /** False: take the token unseen. */
  readonly verify: boolean;
  /** Command that does the same without asking Grafana Cloud. */
  readonly offlineCommand: string;
}

/** An existing profile with what Grafana Cloud tells about its stack, once the new token is accepted. Throws as `completeFromCloud` does, and `PROJECT_NEEDED`. */
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
      ? `Give it one: k6p profile edit ${profile.name} --project PROJECT_ID`
      : `Write it into the team's file, as defaultProjectId: ${placeText(definedAt)}`,
  );
  return completed;
}

/** Writes what `completeProfile` has filled in: into the profile, or beside it where that is the team's. */
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

/** Throws `USAGE` for a profile whose stack ID only Grafana Cloud could tell, when it is not to be asked. */
export function requireStackIdWhenUnverified(
  engine: Parts<"profiles">,
  { id, name, stackId }: Profile,
  verify: boolean,
): void {
  if (verify || stackId !== undefined) return;
  const definedAt = engine.profiles.memberWith(id)?.definition.definedAt;
  throw new K6pError("USAGE", {
    message: `Profile ${name} has no stack ID yet, and with --no-verify nobody can tell k6p.`,
    remedy: [
      definedAt === undefined
        ? `Give it: k6p profile edit ${name} --stack-id STACK_ID`
        : `Give the profile a stackId in the team's file: ${placeText(definedAt)}`,
    ],
    details: { profile: name },
  });
}
