import { destinationOf } from "../../credentials/destination.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { verifyTokenForStack } from "./verify-token.ts";

/**
 * Has a token verified for the profile's stack and fills in the stack ID and default project that the profile lacks. Throws what
 * `verifyForStack` throws, and `STACK_INVALID` when the profile names another stack ID than Grafana Cloud does.
 */
export async function completeFromCloud(
  engine: Parts<"host" | "profiles"> & Needs<typeof verifyTokenForStack>,
  profile: Profile,
  { token, offlineCommand }: { readonly token: Secret; readonly offlineCommand: string },
): Promise<Profile> {
  requireTrusted(engine, profile);
  const { name, stackUrl } = profile;
  const definition = engine.profiles.memberWith(profile.id)?.definition;
  if (stackUrl === undefined) {
    throw new K6pError("STACK_INVALID", {
      message: `Profile ${name} has no stack, so its token cannot be checked.`,
      remedy: [
        definition === undefined
          ? `Give it one: k6p profile edit ${name} --stack STACK`
          : `Give it one in the team's file: ${placeText(definition.definedAt)}`,
      ],
      details: { profile: name },
    });
  }
  const destination = destinationOf(profile, engine.host.env);
  const stack = await verifyTokenForStack(engine, { profileName: name, stackUrl, destination, token, offlineCommand });
  // What a team leaves out was remembered from a former login, and may have changed since.
  const given = definition === undefined ? profile.stackId : definition.settings.stackId;
  if (given !== undefined && given !== stack.stackId) {
    throw new K6pError("STACK_INVALID", {
      message: `Grafana Cloud says that ${stackUrl} has stack ID ${stack.stackId}, but profile ${name} was given ${given}. Nothing was stored.`,
      remedy: [
        definition === undefined
          ? `Use --stack-id ${stack.stackId}, or leave it out.`
          : `Correct or leave out the stackId in the team's file: ${placeText(definition.sources.stackId ?? definition.definedAt)}`,
      ],
      details: { profile: name, stackUrl, given, actual: stack.stackId },
    });
  }
  return { ...profile, stackId: stack.stackId, defaultProjectId: profile.defaultProjectId ?? stack.defaultProjectId };
}

const HOW_TO_ADD = "Add --project PROJECT_ID, or --token-kind personal if it is a personal token.";

/** Throws `PROJECT_NEEDED` for a stack token without a project: Grafana's rule. */
export function requireProjectForStackToken(profile: Profile, remedy = HOW_TO_ADD): void {
  if (profile.tokenKind !== "stack" || profile.defaultProjectId !== undefined) return;
  throw new K6pError("PROJECT_NEEDED", {
    message: `A stack token works only together with a project, and profile ${profile.name} has none. Nothing was stored.`,
    remedy: [remedy],
    details: { profile: profile.name },
  });
}
