import { destinationOf } from "../credentials/destination.ts";
import { K6pError } from "../errors/k6p-error.ts";
import type { Profile } from "../profiles/profile.ts";
import type { Secret } from "../secrets/secret.ts";
import type { Engine } from "./engine.ts";
import { requireTrusted } from "./require-trusted.ts";
import { verifyForStack } from "./verify-for-stack.ts";

/**
 * Has a token verified for the profile's stack and fills in the stack ID and default project that the profile lacks. Throws what
 * `verifyForStack` throws, and `STACK_INVALID` when the profile names another stack ID than Grafana Cloud does.
 */
export async function completeFromCloud(
  engine: Engine,
  profile: Profile,
  { token, offlineCommand }: { readonly token: Secret; readonly offlineCommand: string },
): Promise<Profile> {
  requireTrusted(engine, profile);
  const { name, stackUrl } = profile;
  if (stackUrl === undefined) {
    throw new K6pError("STACK_INVALID", {
      message: `Profile ${name} has no stack, so its token cannot be checked.`,
      remedy: [`Give it one: k6p profile edit ${name} --stack STACK`],
      details: { profile: name },
    });
  }
  const destination = destinationOf(profile, engine.host.env);
  const stack = await verifyForStack(engine, { profileName: name, stackUrl, destination, token, offlineCommand });
  if (profile.stackId !== undefined && profile.stackId !== stack.stackId) {
    throw new K6pError("STACK_INVALID", {
      message: `Grafana Cloud says that ${stackUrl} has stack ID ${stack.stackId}, but profile ${name} was given ${profile.stackId}. Nothing was stored.`,
      remedy: [`Use --stack-id ${stack.stackId}, or leave it out.`],
      details: { profile: name, stackUrl, given: profile.stackId, actual: stack.stackId },
    });
  }
  return { ...profile, stackId: stack.stackId, defaultProjectId: profile.defaultProjectId ?? stack.defaultProjectId };
}

/** Throws `PROJECT_NEEDED` for a stack token without a project: Grafana's rule. */
export function requireProjectForStackToken(profile: Profile): void {
  if (profile.tokenKind !== "stack" || profile.defaultProjectId !== undefined) return;
  throw new K6pError("PROJECT_NEEDED", {
    message: `A stack token works only together with a project, and profile ${profile.name} has none. Nothing was stored.`,
    remedy: ["Add --project PROJECT_ID, or --token-kind personal if it is a personal token."],
    details: { profile: profile.name },
  });
}
