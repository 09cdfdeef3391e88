import type { Environment } from "../host/host.ts";
import { Secret } from "../secrets/secret.ts";
import { type CloudField, type CloudFields, NO_CLOUD_FIELDS } from "./cloud-fields.ts";
import { readCloudOptions, type ScriptOptions } from "./cloud-options.ts";
import { readEnvironment } from "./environment-fields.ts";
import { NO_INTEGER, NO_TEXT } from "./go-nullable.ts";
import type { IdentityLayer, RefusedIdentity, ValueSource } from "./identity-layer.ts";
import { parseK6Config } from "./parse-k6-config.ts";

const DEFAULT_HOST = "https://ingest.k6.io";
const DEFAULT_HOSTV6 = "https://api.k6.io";

/** Everything that k6 takes an identity from. */
export interface IdentitySources {
  /** The bytes of the configuration file; undefined when there is none. */
  readonly config: Uint8Array | undefined;
  /** Given for a command that runs a script (`k6 cloud run`, `upload`); absent for one that does not (`project list`, `login`). */
  readonly script?: ScriptOptions | undefined;
  readonly env: Environment;
  readonly flags?: { readonly projectId?: number | undefined } | undefined;
  /** Names the configuration file in messages. */
  readonly file?: string | undefined;
}

export interface EffectiveValue<Value> {
  /** Absent when k6 has none, also where the source says that there is to be none, such as a stack ID of 0. */
  readonly value: Value | undefined;
  readonly source: ValueSource;
  /** The variable it comes from, where the source is the environment. */
  readonly variable?: string | undefined;
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
  readonly pushRefId: EffectiveValue<string>;
}

/**
 * Works out by k6's rules of precedence what it would use: defaults, then the configuration file, the option `cloud`, the environment,
 * flags; the stack URL alone goes the other way round. Throws `K6_CONFIG_UNREADABLE`.
 */
export function effectiveIdentity(sources: IdentitySources): EffectiveIdentity | RefusedIdentity {
  const { script, env } = sources;
  const document = sources.config === undefined ? undefined : parseK6Config(sources.config, sources.file);
  const layers: IdentityLayer[] = [
    { kind: "layer", source: "config", fields: withoutVoids(document?.fields ?? NO_CLOUD_FIELDS) },
  ];
  const options = script === undefined ? undefined : readCloudOptions({ document, script, env });
  if (options?.kind === "refused") return options;
  if (options !== undefined) layers.push(options);
  const environment = readEnvironment(env);
  if (environment.kind === "refused") return environment;
  layers.push({ ...environment, fields: withoutVoids(environment.fields) });
  return combine(layers, sources.flags?.projectId);
}

/** The configuration file and the environment cannot take a project or host away, as the option `cloud` can. */
function withoutVoids(fields: CloudFields): CloudFields {
  return {
    ...fields,
    projectID: fields.projectID.value > 0n ? fields.projectID : NO_INTEGER,
    host: fields.host.value === "" ? NO_TEXT : fields.host,
    hostv6: fields.hostv6.value === "" ? NO_TEXT : fields.hostv6,
  };
}

function combine(
  layers: readonly IdentityLayer[],
  projectByFlag: number | undefined,
): EffectiveIdentity | RefusedIdentity {
  const token = textOf(layers, "token");
  const stackId = integerOf(layers, "stackID");
  const defaultProjectId = integerOf(layers, "defaultProjectID");
  if (!isInt32(stackId.value)) return refused(stackId, "stackID", "it is too large for a stack ID");
  if (projectByFlag !== undefined && projectByFlag <= 0)
    return refused({ source: "flag" }, "--project-id", "it is not a project ID");
  return {
    kind: "resolved",
    token: { ...token, value: token.value === undefined ? undefined : new Secret(token.value) },
    stackId,
    stackUrl: textOf(layers.toReversed(), "stackURL"),
    projectId: projectByFlag === undefined ? integerOf(layers, "projectID") : { value: projectByFlag, source: "flag" },
    defaultProjectId: {
      ...defaultProjectId,
      value: (defaultProjectId.value ?? 0) > 0 ? defaultProjectId.value : undefined,
    },
    host: withDefault(textOf(layers, "host"), DEFAULT_HOST),
    hostv6: withDefault(textOf(layers, "hostv6"), DEFAULT_HOSTV6),
    pushRefId: textOf(layers, "pushRefID"),
  };
}

type IntegerField = "stackID" | "projectID" | "defaultProjectID";
type TextField = Exclude<CloudField, IntegerField>;

function textOf(layers: readonly IdentityLayer[], field: TextField): EffectiveValue<string> {
  const layer = layers.findLast(({ fields }) => fields[field].valid);
  if (layer === undefined) return { value: undefined, source: "none" };
  return { value: layer.fields[field].value || undefined, source: layer.source, variable: layer.variableOf?.(field) };
}

function integerOf(layers: readonly IdentityLayer[], field: IntegerField): EffectiveValue<number> {
  const layer = layers.findLast(({ fields }) => fields[field].valid);
  if (layer === undefined) return { value: undefined, source: "none" };
  return {
    value: Number(layer.fields[field].value) || undefined,
    source: layer.source,
    variable: layer.variableOf?.(field),
  };
}

function withDefault(found: EffectiveValue<string>, value: string): EffectiveValue<string> {
  return found.source === "none" ? { value, source: "default" } : found;
}

/** k6 sends the stack ID in 32 bits. */
function isInt32(id = 0): boolean {
  return id >= -(2 ** 31) && id < 2 ** 31;
}

function refused(
  { source, variable }: Omit<EffectiveValue<unknown>, "value">,
  name: string,
  reason: string,
): RefusedIdentity {
  return { kind: "refused", source, name: variable ?? name, reason };
}
