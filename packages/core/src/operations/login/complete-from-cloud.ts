import { destinationOf } from "../../credentials/destination.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { verifyTokenForStack } from "./verify-token.ts";

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
  const definition = engine.profiles.memberWith(profile.id)?.definition;
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
