import type { Environment } from "../host/host.ts";
import { AGE_IDENTITY_VARIABLE, TOKEN_VARIABLE_PREFIX } from "../host/k6p-variables.ts";

/** The variable for a profile's token in a pipeline: `K6P_TOKEN_EU_PROD` for `eu-prod`. */
export function tokenVariable(profileName: string): string {
  return TOKEN_VARIABLE_PREFIX + profileName.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}

/** The environment without k6p's tokens and keys, which no other program needs. */
export function withoutTokenVariables(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isForK6pAlone(name)));
}

function isForK6pAlone(name: string): boolean {
  const upper = name.toUpperCase();
  return upper.startsWith(TOKEN_VARIABLE_PREFIX) || upper.startsWith(AGE_IDENTITY_VARIABLE);
}
