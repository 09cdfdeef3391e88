import { K6pError } from "../../errors/k6p-error.ts";
import { effectiveIdentity, type EffectiveIdentity, type EffectiveValue } from "../../k6-config/effective-identity.ts";
import type { Identity } from "../../k6-config/identity.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import type { Parts } from "../../engine/engine.ts";
import { k6ConfigHere, readK6Config } from "./k6-config-file.ts";

/** What k6 would take from its file and the environment if it ran here now. */
export interface EffectiveIdentityHere {
  /** The file that k6 would read; a private copy in a shell that uses `k6p env`. */
  readonly file: K6ConfigLocation;
  readonly identity: Identity;
  /** A project that overrides the default project. */
  readonly projectId: number | undefined;
  /** Environment variables that set a part of the identity. */
  readonly variables: readonly string[];
}

/** Throws `K6_CONFIG_*` if k6 could not read its file or the environment. */
export async function readEffectiveIdentity(engine: Parts<"host">): Promise<EffectiveIdentityHere> {
  const file = k6ConfigHere(engine);
  const config = await readK6Config(engine, file);
  const effective = effectiveIdentity({ config, env: engine.host.env, file: file.path });
  if (effective.kind !== "resolved") {
    throw new K6pError("K6_CONFIG_UNREADABLE", {
      message: `k6 cannot use ${effective.name}: ${effective.reason}`,
      remedy: effective.source === "env" ? [`unset ${effective.name}`] : [`Correct ${effective.name} in ${file.path}`],
      details: { file: file.path },
    });
  }
  const { token, stackId, stackUrl, defaultProjectId, projectId } = effective;
  const stored = readIdentity(config, file.path).identity;
  const identity: Identity = {
    token: token.value,
    stackId: stackId.value,
    stackUrl: stackUrl.value,
    defaultProjectId: defaultProjectId.value,
    host: hostOf(effective.host, stored.host),
    hostv6: hostOf(effective.hostv6, stored.hostv6),
  };
  return { file, identity, projectId: projectId.value, variables: variablesIn(effective) };
}

/** A host from the environment is not part of an identity without its own host: the token is bound to it in any case. */
function hostOf({ value, source }: EffectiveValue<string>, stored: string | undefined): string | undefined {
  return source === "default" || (source === "env" && stored === undefined) ? undefined : value;
}

function variablesIn({
  token,
  stackId,
  projectId,
  defaultProjectId,
  host,
  hostv6,
}: EffectiveIdentity): readonly string[] {
  const values = [token, stackId, projectId, defaultProjectId, host, hostv6];
  return values.flatMap(({ source, place }) => (source === "env" ? (place ?? []) : []));
}
