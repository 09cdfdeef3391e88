import type { Secret } from "../../secrets/secret.ts";
import type { Credentials } from "../tokens/obtain-credentials.ts";

/** The variables that give k6 a complete identity without a file. k6 has no variable for the default project, so it becomes the project. */
export function portableVariables({ profile, identity }: Credentials): Readonly<Record<string, string | Secret>> {
  const variables = {
    K6P_PROFILE: profile.name,
    K6_CLOUD_TOKEN: identity.token,
    K6_CLOUD_STACK_ID: identity.stackId?.toString(),
    K6_CLOUD_STACK_URL: identity.stackUrl,
    K6_CLOUD_PROJECT_ID: identity.defaultProjectId?.toString(),
    K6_CLOUD_HOST: identity.host,
    K6_CLOUD_HOST_V6: identity.hostv6,
  };
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
