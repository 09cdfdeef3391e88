import { Secret } from "../secrets/secret.ts";
import type { FlagField, IntegerField, TextField } from "./cloud-field.ts";
import type { IdentityLayer, RefusedIdentity, ValueSource } from "./identity-layer.ts";
import { identityLayers, type IdentitySources } from "./identity-layers.ts";

/** What k6 has where nobody says anything. */
export const K6_DEFAULTS = {
  host: "https://ingest.k6.io",
  hostv6: "https://api.k6.io",
  logsTailURL: "wss://cloudlogs.k6.io/api/v1/tail",
  traceHost: "grpc-k6-api-prod-prod-us-east-0.grafana.net:443",
  webAppURL: "https://app.k6.io",
} as const;

export interface EffectiveValue<Value> {
  /** Absent when k6 has none, also where the source says that there is to be none, such as a stack ID of 0. */
  readonly value: Value | undefined;
  readonly source: ValueSource;
  /** The variable, key or flag it comes from. */
  readonly place?: string | undefined;
}

/** What k6 works with in the end. */
export interface EffectiveIdentity {
  readonly kind: "resolved";
  readonly token: EffectiveValue<Secret>;
  readonly stackId: EffectiveValue<number>;
  /** Only for what k6 prints; requests go by the stack ID. */
  readonly stackUrl: EffectiveValue<string>;
  /** The project that k6 uses; where it is absent, the default one. */
  readonly projectId: EffectiveValue<number>;
  readonly defaultProjectId: EffectiveValue<number>;
  readonly host: EffectiveValue<string>;
  readonly hostv6: EffectiveValue<string>;
  readonly logsTailUrl: EffectiveValue<string>;
  readonly traceHost: EffectiveValue<string>;
  readonly tracesEnabled: EffectiveValue<boolean>;
  readonly pushRefId: EffectiveValue<string>;
  readonly metricsPushUrl: EffectiveValue<string>;
  readonly testRunToken: EffectiveValue<Secret>;
  readonly logsPushUrl: EffectiveValue<string>;
  readonly webAppUrl: EffectiveValue<string>;
  readonly testRunDetails: EffectiveValue<string>;
  readonly name: EffectiveValue<string>;
}

/**
 * Works out by k6's rules of precedence what it would use: defaults, then the configuration file, the option `cloud`, the environment,
 * flags; the stack URL alone goes the other way round. Throws `K6_CONFIG_UNREADABLE`.
 */
export function effectiveIdentity(sources: IdentitySources): EffectiveIdentity | RefusedIdentity {
  const layers = identityLayers(sources);
  return "kind" in layers ? layers : combineLayers(layers, sources.flags?.projectId);
}

/** The same for layers that are read already. */
export function combineLayers(
  layers: readonly IdentityLayer[],
  projectByFlag: number | undefined,
): EffectiveIdentity | RefusedIdentity {
  const stackId = integerOf(layers, "stackID");
  const defaultProjectId = integerOf(layers, "defaultProjectID");
  if (!isInt32(stackId.value)) return refused(stackId, "stackID", "it is too large for a stack ID");
  if (projectByFlag !== undefined && projectByFlag <= 0)
    return refused({ source: "flag" }, "--project-id", "it is not a project ID");
  return {
    kind: "resolved",
    token: secret(textOf(layers, "token")),
    stackId,
    stackUrl: textOf(layers.toReversed(), "stackURL"),
    projectId:
      projectByFlag === undefined
        ? integerOf(layers, "projectID")
        : { value: projectByFlag, source: "flag", place: "--project-id" },
    defaultProjectId: {
      ...defaultProjectId,
      value: (defaultProjectId.value ?? 0) > 0 ? defaultProjectId.value : undefined,
    },
    host: withDefault(textOf(layers, "host"), K6_DEFAULTS.host),
    hostv6: withDefault(textOf(layers, "hostv6"), K6_DEFAULTS.hostv6),
    logsTailUrl: withDefault(textOf(layers, "logsTailURL"), K6_DEFAULTS.logsTailURL),
    traceHost: withDefault(textOf(layers, "traceHost"), K6_DEFAULTS.traceHost),
    tracesEnabled: withDefault(flagOf(layers, "tracesEnabled"), true),
    pushRefId: textOf(layers, "pushRefID"),
    metricsPushUrl: textOf(layers, "metricsPushURL"),
    testRunToken: secret(textOf(layers, "testRunToken")),
    logsPushUrl: textOf(layers, "logsPushURL"),
    webAppUrl: withDefault(textOf(layers, "webAppURL"), K6_DEFAULTS.webAppURL),
    testRunDetails: textOf(layers, "testRunDetails"),
    name: textOf(layers, "name"),
  };
}

function textOf(layers: readonly IdentityLayer[], field: TextField): EffectiveValue<string> {
  const layer = layers.findLast(({ fields }) => fields[field].valid);
  return layer === undefined ? NONE : { value: layer.fields[field].value || undefined, ...origin(layer, field) };
}

function integerOf(layers: readonly IdentityLayer[], field: IntegerField): EffectiveValue<number> {
  const layer = layers.findLast(({ fields }) => fields[field].valid);
  return layer === undefined
    ? NONE
    : { value: Number(layer.fields[field].value) || undefined, ...origin(layer, field) };
}

function flagOf(layers: readonly IdentityLayer[], field: FlagField): EffectiveValue<boolean> {
  const layer = layers.findLast(({ fields }) => fields[field].valid);
  return layer === undefined ? NONE : { value: layer.fields[field].value, ...origin(layer, field) };
}

const NONE = { value: undefined, source: "none" } as const;

function origin(
  { source, placeOf }: IdentityLayer,
  field: TextField | IntegerField | FlagField,
): Omit<EffectiveValue<never>, "value"> {
  return { source, place: placeOf?.(field) };
}

function secret(found: EffectiveValue<string>): EffectiveValue<Secret> {
  return { ...found, value: found.value === undefined ? undefined : new Secret(found.value) };
}

function withDefault<Value>(found: EffectiveValue<Value>, value: Value): EffectiveValue<Value> {
  return found.source === "none" ? { value, source: "default" } : found;
}

/** k6 sends the stack ID in 32 bits. */
function isInt32(id = 0): boolean {
  return id >= -(2 ** 31) && id < 2 ** 31;
}

function refused(
  { source, place }: Omit<EffectiveValue<unknown>, "value">,
  name: string,
  reason: string,
): RefusedIdentity {
  return { kind: "refused", source, name: (source === "env" ? place : undefined) ?? name, reason };
}
