import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { placeText } from "../../team-config/team-fault.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { isOfTeam, rememberTeamLogin } from "../catalog/team-logins.ts";
import { destinationOf } from "../../credentials/destination.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { verifyTokenForStack } from "./verify-token.ts";

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
  const definedAt = engine.profiles.teamProfile(profile.id)?.definition.definedAt;
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
  if (verify) return;
  const definedAt = engine.profiles.teamProfile(id)?.definition.definedAt;
  requireStackId(
    { name, stackId },
    definedAt === undefined
      ? `Set it: k6p profile edit ${name} --stack-id STACK_ID`
      : `Add stackId to the profile in the team file: ${placeText(definedAt)}`,
  );
}

/** Throws `USAGE` for a profile without a stack ID, which only Grafana Cloud could provide. */
export function requireStackId({ name, stackId }: Pick<Profile, "name" | "stackId">, remedy: string): void {
  if (stackId !== undefined) return;
  throw new K6pError("USAGE", {
    message: `Profile ${name} has no stack ID, and with --no-verify k6p cannot look it up.`,
    remedy: [remedy],
    details: { profile: name },
  });
}

/**
 * Verifies a token for the profile's stack and fills in a missing stack ID and default project. Throws what `verifyTokenForStack`
 * throws, and `STACK_INVALID` if Grafana Cloud reports a stack ID other than the profile's.
 */
export async function completeFromCloud(
  engine: Parts<"host" | "profiles"> & Needs<typeof verifyTokenForStack>,
  profile: Profile,
  { token, offlineCommand }: { readonly token: Secret; readonly offlineCommand: string },
): Promise<Profile> {
  requireTrusted(engine, profile);
  const { name, stackUrl } = profile;
  const definition = engine.profiles.teamProfile(profile.id)?.definition;
  if (stackUrl === undefined) {
    throw new K6pError("STACK_INVALID", {
      message: `Profile ${name} has no stack, so k6p cannot check its token.`,
      remedy: [
        definition === undefined
          ? `Set the stack: k6p profile edit ${name} --stack STACK`
          : `Set the stack in the team file: ${placeText(definition.definedAt)}`,
      ],
      details: { profile: name },
    });
  }
  const destination = destinationOf(profile, engine.host.env);
  const stack = await verifyTokenForStack(engine, { profileName: name, stackUrl, destination, token, offlineCommand });
  // A stack ID that the team file omits was remembered from a previous login and may have changed since.
  const given = definition === undefined ? profile.stackId : definition.settings.stackId;
  if (given !== undefined && given !== stack.stackId) {
    throw new K6pError("STACK_INVALID", {
      message: `Grafana Cloud reports stack ID ${stack.stackId} for ${stackUrl}, but profile ${name} has stack ID ${given}. Nothing was stored.`,
      remedy: [
        definition === undefined
          ? `Use --stack-id ${stack.stackId}, or omit it.`
          : `Correct or delete the stackId in the team file: ${placeText(definition.sources.stackId ?? definition.definedAt)}`,
      ],
      details: { profile: name, stackUrl, given, actual: stack.stackId },
    });
  }
  return { ...profile, stackId: stack.stackId, defaultProjectId: profile.defaultProjectId ?? stack.defaultProjectId };
}

const HOW_TO_ADD = "Add --project PROJECT_ID, or --token-kind personal for a personal token.";

/** Throws `PROJECT_NEEDED` for a stack token without a project, which Grafana requires. */
export function requireProjectForStackToken(profile: Profile, remedy = HOW_TO_ADD): void {
  if (profile.tokenKind !== "stack" || profile.defaultProjectId !== undefined) return;
  throw new K6pError("PROJECT_NEEDED", {
    message: `A stack token needs a project, and profile ${profile.name} has none. Nothing was stored.`,
    remedy: [remedy],
    details: { profile: profile.name },
  });
}
