import { type DestinationPart, destinationOf, destinationSource } from "../../credentials/destination.ts";
import { isGrafanaHost } from "../../cloud-api/grafana-hosts.ts";
import { tokenVariable } from "../../credentials/token-variable.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { parseToken } from "../../secrets/token-format.ts";
import type { Parts } from "../../engine/engine.ts";

/**
 * The token in `K6P_TOKEN_<NAME>`; undefined if that is not set or empty. It is for the profile as defined: a variable that would send
 * it to a host outside Grafana's domains is refused. Throws `TOKEN_VARIABLE_AMBIGUOUS`, `TOKEN_FOR_OTHER_DESTINATION` or
 * `TOKEN_INVALID`.
 */
export async function readEnvironmentToken(
  engine: Parts<"ownProfiles" | "profiles">,
  profile: Profile,
  env: Environment,
): Promise<Secret | undefined> {
  const variable = tokenVariable(profile.name);
  const text = env[variable];
  if (!text) return undefined;
  requireOwnVariable(engine, profile, await namesBeside(engine, profile.id));
  requireOwnHosts(profile, variable, env);
  try {
    return parseToken(text);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    throw new K6pError(error.code, {
      message: `${error.message} The token comes from the variable ${variable}.`,
      remedy: [`Check the value of ${variable}.`, ...error.remedy],
      details: { profile: profile.name, variable },
    });
  }
}

/** Throws `TOKEN_VARIABLE_AMBIGUOUS` if another of the names has the same variable as the profile. */
export function requireOwnVariable(
  engine: Parts<"ownProfiles" | "profiles">,
  { id, name }: Pick<Profile, "id" | "name">,
  names: readonly string[],
): void {
  const variable = tokenVariable(name);
  const other = names.find((candidate) => candidate !== name && tokenVariable(candidate) === variable);
  if (other === undefined) return;
  const teamProfile = engine.profiles.teamProfile(id);
  const isForTeamFile = teamProfile !== undefined && engine.ownProfiles.find(other) === undefined;
  throw new K6pError("TOKEN_VARIABLE_AMBIGUOUS", {
    message: `${variable} could mean profile ${name} or profile ${other}, so k6p uses it for neither.`,
    remedy: [
      isForTeamFile
        ? `Rename one of them in the team file: ${teamProfile.definition.definedAt.file}`
        : `Rename one of them: k6p profile rename ${other} NAME`,
    ],
    details: { variable, profiles: [name, other] },
  });
}

/** The user's own names; for a team profile also the team's, whose file is already read. */
async function namesBeside(engine: Parts<"ownProfiles" | "profiles">, id: string): Promise<readonly string[]> {
  return engine.profiles.teamProfile(id) === undefined ? engine.ownProfiles.names() : engine.profiles.names();
}

function requireOwnHosts(profile: Profile, variable: string, env: Environment): void {
  const destination = destinationOf(profile, env);
  const strangers = HOST_PARTS.flatMap((part) => {
    const source = destinationSource(part, profile, env);
    const origin = destination[part];
    if (!source.startsWith("K6_") || origin === undefined || isGrafanaHost(origin)) return [];
    return { source, origin };
  });
  if (strangers.length === 0) return;
  const list = strangers.map(({ source, origin }) => `${origin} (${source})`).join(" and ");
  throw new K6pError("TOKEN_FOR_OTHER_DESTINATION", {
    message: `The environment would send the token in ${variable} to ${list}, which is outside Grafana's domains and not part of profile ${profile.name}.`,
    remedy: [
      `unset ${strangers.map(({ source }) => source).join(" ")}`,
      `Or add the host to the profile: k6p profile edit ${profile.name} --hostv6 URL`,
    ],
    details: { profile: profile.name, variable, sources: strangers.map(({ source }) => source) },
  });
}

const HOST_PARTS = ["api", "ingest", "logs", "traces", "build"] as const satisfies readonly DestinationPart[];
