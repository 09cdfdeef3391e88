import type { Environment } from "../host/host.ts";
import { deriveConfig } from "./derive-config.ts";
import { type EffectiveIdentity, effectiveIdentity } from "./effective-identity.ts";
import type { RefusedIdentity } from "./identity-layer.ts";
import type { Identity } from "./identity.ts";
import { CLOUD_OPTION_VARIABLE, K6_CLOUD_VARIABLES } from "./k6-cloud-variables.ts";

const PARTS = [
  ["token", "token"],
  ["stackId", "stack ID"],
  ["stackUrl", "stack URL"],
  ["projectId", "project"],
  ["defaultProjectId", "default project"],
  ["host", "ingest host"],
  ["hostv6", "API host"],
  ["pushRefId", "test run to report to"],
] as const;

type Part = (typeof PARTS)[number][0];
type Effect = EffectiveIdentity | RefusedIdentity;

/** Something besides the identity in k6's configuration file that k6 follows, and what k6 would use if it were the only such thing. */
interface Rival {
  readonly name: string;
  readonly effect: Effect;
  /** The k6 commands that look at it. */
  readonly readers: string;
  readonly remedy: string;
}

/**
 * Says, in one sentence each, what makes k6 use something else than the identity that was written to its configuration file: variables
 * of the environment and, where the bytes of that file are given, its own option `cloud`.
 */
export function overrideWarnings(env: Environment, identity: Identity, written?: Uint8Array): readonly string[] {
  const config = written ?? deriveConfig(undefined, identity);
  const intended = effectiveIdentity({ config, env: {} });
  const variables = K6_CLOUD_VARIABLES.map(({ name }): Rival => {
    const effect = effectiveIdentity({ config, env: { [name]: env[name] } });
    return { name: `${name} in the environment`, effect, readers: "k6 cloud", remedy: `unset ${name}` };
  });
  return [...variables, optionRival(config, env)].flatMap((rival) => describe(rival, intended));
}

function optionRival(config: Uint8Array, env: Environment): Rival {
  const name = CLOUD_OPTION_VARIABLE;
  const effect = effectiveIdentity({ config, env: { [name]: env[name] }, script: {} });
  const source =
    env[name] === undefined
      ? { name: 'The option "cloud" at the top level of the file', remedy: "take it out of the file" }
      : { name: `${name} in the environment`, remedy: `unset ${name}` };
  return { ...source, effect, readers: "k6 cloud run" };
}

function describe({ name, effect, readers, remedy }: Rival, intended: Effect): readonly string[] {
  if (effect.kind === "refused")
    return [`${name} makes \`${readers}\` fail: ${effect.reason}. To prevent that: ${remedy}`];
  if (intended.kind === "refused") return [];
  const differing = PARTS.filter(([part]) => plain(effect, part) !== plain(intended, part)).map(([, title]) => title);
  return differing.length === 0
    ? []
    : [`${name} overrides what was written: ${differing.join(", ")}. To prevent that: ${remedy}`];
}

function plain(identity: EffectiveIdentity, part: Part): string | number | undefined {
  return part === "token" ? identity.token.value?.reveal() : identity[part].value;
}
