import type { Environment } from "../host/host.ts";
import { deriveConfig } from "./derive-config.ts";
import { effectiveIdentity, type EffectiveIdentity } from "./effective-identity.ts";
import type { RefusedIdentity } from "./identity-layer.ts";
import type { Identity } from "./identity.ts";
import { CLOUD_OPTION_VARIABLE, K6_CLOUD_VARIABLES } from "./k6-cloud-variables.ts";

type Part = keyof Omit<EffectiveIdentity, "kind">;

const PART_NAMES: Readonly<Record<Part, string>> = {
  token: "token",
  stackId: "stack ID",
  stackUrl: "stack URL",
  projectId: "project",
  defaultProjectId: "default project",
  host: "ingest host",
  hostv6: "API host",
  pushRefId: "test run to report to",
};
const PARTS: readonly Part[] = [
  "token",
  "stackId",
  "stackUrl",
  "projectId",
  "defaultProjectId",
  "host",
  "hostv6",
  "pushRefId",
];

/** Something outside the identity in k6's configuration file that k6 follows instead. */
interface Rival {
  readonly name: string;
  readonly effect: EffectiveIdentity | RefusedIdentity;
  readonly remedy: string;
}

/**
 * Says, in one sentence each, what makes k6 use something else than the identity that was written to its configuration file: variables
 * of the environment and, where the bytes of that file are given, its own option `cloud`.
 */
export function overrideWarnings(env: Environment, identity: Identity, written?: Uint8Array): readonly string[] {
  const config = written ?? deriveConfig(undefined, identity);
  const intended = effectiveIdentity({ config, env: {} });
  const variables = K6_CLOUD_VARIABLES.map(({ name }) =>
    rivalVariable(name, effectiveIdentity({ config, env: { [name]: env[name] } })),
  );
  return [...variables, rivalOption(config, env[CLOUD_OPTION_VARIABLE])].flatMap((rival) => describe(rival, intended));
}

function rivalOption(config: Uint8Array, variable: string | undefined): Rival {
  const effect = effectiveIdentity({ config, env: { [CLOUD_OPTION_VARIABLE]: variable }, script: {} });
  if (variable !== undefined) return rivalVariable(CLOUD_OPTION_VARIABLE, effect);
  return { name: 'The option "cloud" at the top level of the file', effect, remedy: "take it out of the file" };
}

function rivalVariable(name: string, effect: Rival["effect"]): Rival {
  return { name: `${name} in the environment`, effect, remedy: `unset ${name}` };
}

function describe({ name, effect, remedy }: Rival, intended: EffectiveIdentity | RefusedIdentity): readonly string[] {
  if (effect.kind === "refused") return [`${name} makes k6 fail: ${effect.reason}. To prevent that: ${remedy}`];
  if (intended.kind === "refused") return [];
  const differing = PARTS.filter((part) => plain(effect, part) !== plain(intended, part)).map(
    (part) => PART_NAMES[part],
  );
  return differing.length === 0
    ? []
    : [`${name} overrides what was written: ${differing.join(", ")}. To prevent that: ${remedy}`];
}

function plain(identity: EffectiveIdentity, part: Part): string | number | undefined {
  return part === "token" ? identity.token.value?.reveal() : identity[part].value;
}
