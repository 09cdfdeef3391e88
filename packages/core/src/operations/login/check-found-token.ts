import { verifyToken } from "../../cloud-api/verify-token.ts";
import { destinationOf } from "../../credentials/destination.ts";
import type { Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";

/** The token works already, so that you do not wait long for the answer. */
const DEADLINE_MS = 8_000;

/** What Grafana Cloud says about a token that was found: the words of `k6p verify`. */
export type FoundTokenCheck =
  | { readonly verdict: "valid"; readonly stackId: number; readonly defaultProjectId: number | undefined }
  | { readonly verdict: "rejected" | "unreachable"; readonly reason: string }
  /** Nothing was sent; `reason` is a clause. */
  | { readonly verdict: "unverified"; readonly reason: string };

interface FoundToken {
  readonly profile: Pick<Profile, "stackUrl" | "stackId" | "host" | "hostv6">;
  readonly token: Secret;
  readonly env?: Environment;
}

/** Asks Grafana Cloud about a token for its stack, within a deadline. An answer that is missing or negative is a verdict, not an error. */
export async function checkFoundToken(
  engine: Parts<"host" | "version" | "notify">,
  { profile, token, env = engine.host.env }: FoundToken,
): Promise<FoundTokenCheck> {
  const { stackUrl, stackId } = profile;
  if (stackUrl === undefined) return { verdict: "unverified", reason: "without the URL of a stack, k6p cannot ask" };
  const { api } = destinationOf(profile, env);
  try {
    const answer = await verifyToken(engine.host, {
      apiOrigin: api,
      stackUrl,
      token,
      userAgent: `k6p/${engine.version}`,
      deadlineMs: DEADLINE_MS,
      onWait: () =>
        engine.notify({ level: "info", message: `Waiting for ${api} to check the token (at most 8 seconds) …` }),
    });
    if (answer.kind === "rejected") return { verdict: "rejected", reason: answer.reason };
    if (answer.kind !== "accepted") return { verdict: "unreachable", reason: answer.reason };
    if (stackId !== undefined && stackId !== answer.stackId)
      return { verdict: "rejected", reason: `${stackUrl} has stack ID ${answer.stackId}, not ${stackId}` };
    return { verdict: "valid", stackId: answer.stackId, defaultProjectId: answer.defaultProjectId };
  } catch (error) {
    if (!(error instanceof K6pError) || error.code !== "HOST_INVALID") throw error;
    return { verdict: "unverified", reason: error.message };
  }
}
