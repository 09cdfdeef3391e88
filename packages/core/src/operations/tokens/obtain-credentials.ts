import {
  type Destination,
  destinationDifferences,
  destinationOf,
  type DestinationPart,
  destinationSource,
} from "../../credentials/destination.ts";
import { tokenVariable } from "../../credentials/token-variable.ts";
import type { TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import { PROFILE_VARIABLE } from "../../host/k6p-variables.ts";
import type { Identity } from "../../k6-config/identity.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { nameInTeam } from "../../engine/profile-catalog.ts";
import type * as opening from "./open-sealed-token.ts";
import { readEnvironmentToken } from "./read-environment-token.ts";
import { readStoredToken } from "./read-stored-token.ts";
import { refreshFingerprint } from "./refresh-fingerprint.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { rememberTeamLogin } from "../catalog/team-logins.ts";
import { warnTokenAge } from "./warn-token-age.ts";

/** A profile with its token, read once and bound to its destination. All ways to activate a profile use this. */
export interface Credentials {
  readonly profile: Profile;
  readonly identity: Identity & { readonly token: Secret };
  readonly destination: Destination;
}

/**
 * Reads the token of a profile for the destination that k6 would use in `env` (by default, this process's environment): from its
 * variable, else from its store, else the token its team sealed. Throws `TEAM_NOT_TRUSTED`, `TOKEN_MISSING` or
 * `TOKEN_FOR_OTHER_DESTINATION` before it opens a store or runs a command, or a `STORE_*` or `SEALED_*` error. Accesses one store once.
 */
export async function obtainCredentials(
  engine: Parts<"tokens" | "seenTokens"> &
    Needs<typeof sealedCredentials | typeof readEnvironmentToken | typeof readStoredToken>,
  profile: Profile,
  { env = engine.host.env }: { readonly env?: Environment } = {},
): Promise<Credentials> {
  requireTrusted(engine, profile);
  const destination = destinationOf(profile, env);
  const record = engine.tokens.find(profile.id);
  const given = await readEnvironmentToken(engine, profile, env);
  if (given !== undefined) {
    await engine.seenTokens.remember(profile.id, given, record?.enteredAt);
    await rememberTeamLogin(engine, profile);
    return { profile, destination, identity: identityOf(profile, given) };
  }
  if (record === undefined) return sealedCredentials(engine, profile, env);
  requireSameDestination(engine, profile, { record, env });
  const token = await readStoredToken(engine, profile, record);
  await refreshFingerprint(engine, profile, { record, token });
  await rememberTeamLogin(engine, profile);
  warnTokenAge(engine, profile, record);
  return { profile, destination, identity: identityOf(profile, token) };
}

/** The token that the profile's team sealed, if the user has no token. */
async function sealedCredentials(
  engine: Parts<"profiles" | "teamLogins" | "seenTokens" | "tokens"> & Needs<typeof opening.openSealedToken>,
  profile: Profile,
  env: Environment,
): Promise<Credentials> {
  const teamProfile = engine.profiles.teamProfile(profile.id);
  if (teamProfile === undefined)
    throw tokenMissing(profile, { env, teamFile: engine.teamLogins.find(profile.id)?.file });
  const { openSealedToken } = await import("./open-sealed-token.ts");
  const sealed = await openSealedToken(engine, teamProfile, { env });
  if (sealed === undefined) throw tokenMissing(profile, { env });
  await engine.seenTokens.remember(profile.id, sealed.token, undefined);
  await rememberTeamLogin(engine, profile);
  const { token, destination } = sealed;
  return { profile, destination, identity: identityOf(profile, token) };
}

/** Throws `TOKEN_FOR_OTHER_DESTINATION` if k6 would now send the token to a destination it was not entered for. */
export function requireSameDestination(
  engine: Parts<"profiles">,
  profile: Profile,
  { record, env }: { readonly record: TokenRecord; readonly env: Environment },
): void {
  const destination = destinationOf(profile, env);
  const differences = destinationDifferences(record.destination, destination);
  if (differences.length > 0) throw otherDestination(engine, profile, { record, env, destination, differences });
}

/** What k6 uses for a profile and its token. */
export function identityOf<Token extends Secret | undefined>(
  profile: Profile,
  token: Token,
): Identity & { readonly token: Token } {
  const { stackId, stackUrl, defaultProjectId, host, hostv6 } = profile;
  return { token, stackId, stackUrl, defaultProjectId, host, hostv6 };
}

/** `teamFile` is set for a team profile outside its team's folder. */
function tokenMissing(
  profile: Profile,
  { env, teamFile }: { readonly env: Environment; readonly teamFile?: string | undefined },
): K6pError {
  const variable = tokenVariable(nameInTeam(profile.name));
  // In a shell that k6p set up, it is the token of another profile.
  const hasOwnToken = Boolean(env["K6_CLOUD_TOKEN"]) && !env[PROFILE_VARIABLE];
  return new K6pError("TOKEN_MISSING", {
    message: `No token is stored for profile ${profile.name}.`,
    remedy: [
      `Enter one: k6p login ${profile.name}`,
      ...(teamFile === undefined ? [] : [`If the team sealed one, use the profile in the folder of ${teamFile}`]),
      hasOwnToken
        ? `If the token in K6_CLOUD_TOKEN is for this profile: export ${variable}="$K6_CLOUD_TOKEN"`
        : `In a pipeline, set the variable ${variable}.`,
    ],
    details: { profile: profile.name },
  });
}

interface Mismatch {
  readonly record: TokenRecord;
  readonly env: Environment;
  readonly destination: Destination;
  readonly differences: readonly DestinationPart[];
}

const PART_NAMES: Readonly<Record<DestinationPart, string>> = {
  stackUrl: "stack",
  stackId: "stack ID",
  api: "API host",
  ingest: "ingest host",
  logs: "log host",
  traces: "trace host",
  build: "service that builds k6",
};

function otherDestination(engine: Parts<"profiles">, profile: Profile, mismatch: Mismatch): K6pError {
  const { record, env, destination, differences } = mismatch;
  const sources = differences.map((part) => ({ part, source: destinationSource(part, profile, env) }));
  const variables = [...new Set(sources.map(({ source }) => source))].filter((source) => source.startsWith("K6_"));
  const file = engine.profiles.fileOf(profile);
  const changes = sources.map(({ part, source }) => {
    const changedBy =
      source === "profile" ? ` from ${file}` : source === "default" ? "" : ` from ${source} in the environment`;
    return `${PART_NAMES[part]} was ${record.destination[part] ?? "none"}, is now ${destination[part] ?? "none"}${changedBy}`;
  });
  return new K6pError("TOKEN_FOR_OTHER_DESTINATION", {
    message: `Not using the token of profile ${profile.name}: it was entered for another destination (${changes.join("; ")}).`,
    remedy: [
      ...(variables.length > 0 ? [`To use the profile's own hosts: unset ${variables.join(" ")}`] : []),
      `If the new destination is correct, enter a token for it: k6p login ${profile.name}`,
    ],
    details: { profile: profile.name, file, differences: sources },
  });
}
