import { verifyToken } from "../../cloud-api/verify-token.ts";
import type { Destination } from "../../credentials/destination.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Parts } from "../../engine/engine.ts";

/** Where Grafana Cloud shows and creates tokens. */
export const TOKEN_PAGE = "Testing & synthetics > Performance > Settings > Access";

export interface VerifiedStack {
  readonly stackId: number;
  readonly defaultProjectId: number | undefined;
}

interface VerifyRequest {
  readonly profileName: string;
  readonly stackUrl: string;
  readonly destination: Destination;
  readonly token: Secret;
  /** The command that stores the token without asking Grafana Cloud. */
  readonly offlineCommand: string;
}

/** Asks Grafana Cloud whether it accepts a token for a stack. Throws `TOKEN_REJECTED`, `CLOUD_UNREACHABLE` or `CLOUD_ANSWER`; nothing is stored then. */
export async function verifyTokenForStack(
  engine: Parts<"host" | "version" | "notify">,
  request: VerifyRequest,
): Promise<VerifiedStack> {
  const { stackUrl, destination, token, profileName, offlineCommand } = request;
  const { api } = destination;
  const result = await verifyToken(engine.host, {
    apiOrigin: api,
    stackUrl,
    token,
    userAgent: `k6p/${engine.version}`,
    onWait: () =>
      engine.notify({ level: "info", message: `Waiting for ${api} to check the token (at most 15 seconds) …` }),
  });
  if (result.kind === "accepted") return { stackId: result.stackId, defaultProjectId: result.defaultProjectId };

  const details = { profile: profileName, stackUrl, api };
  const offline = `Or store it unchecked: ${offlineCommand}`;
  switch (result.kind) {
    case "rejected":
      throw new K6pError("TOKEN_REJECTED", {
        message: `${api} does not accept this token for ${stackUrl} (${result.status}: ${result.reason}). Nothing was stored for profile ${profileName}.`,
        remedy: [
          "Check that you copied the whole token and that it belongs to this stack.",
          `Find your token, or create one, at ${stackUrl}: ${TOKEN_PAGE}`,
        ],
        details: { ...details, status: result.status },
      });
    case "unreachable":
      throw new K6pError("CLOUD_UNREACHABLE", {
        message: `Could not reach ${api} to check the token (${result.reason}). Nothing was stored for profile ${profileName}.`,
        remedy: ["Check your network, and HTTPS_PROXY if you use a proxy, then try again.", offline],
        details,
      });
    case "unexpected":
      throw new K6pError("CLOUD_ANSWER", {
        message: `${api} sent an unexpected response (${result.reason}). Nothing was stored for profile ${profileName}.`,
        remedy: ["Check that the response does not come from a proxy or a sign-in page.", offline],
        details,
      });
  }
}
