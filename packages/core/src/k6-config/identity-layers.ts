import type { Environment } from "../host/host.ts";
import { NO_CLOUD_FIELDS } from "./cloud-fields.ts";
import type { CloudField, CloudFields } from "./cloud-field.ts";
import { readCloudOptions, type ScriptOptions } from "./cloud-options.ts";
import { CLOUD_SETTINGS } from "./cloud-settings.ts";
import { readEnvironment } from "./environment-fields.ts";
import { NO_INTEGER, NO_TEXT, type Nullable } from "./go-nullable.ts";
import type { IdentityLayer, RefusedIdentity } from "./identity-layer.ts";
import { COLLECTORS_VARIABLE } from "./k6-cloud-variables.ts";
import { isAtLeast, type K6Version } from "./k6-version.ts";
import { parseK6Config } from "./parse-k6-config.ts";

/** Everything that k6 takes an identity from. */
export interface IdentitySources {
  /** The bytes of the configuration file; undefined when there is none. */
  readonly config: Uint8Array | undefined;
  /** Given for a command that runs a script (`k6 cloud run`, `upload`, `k6 run`); absent for one that does not (`project list`, `login`). */
  readonly script?: ScriptOptions | undefined;
  /** `options.ext.loadimpact` of the script, which k6 1 takes where nothing has the option `cloud`. */
  readonly legacyScript?: ScriptOptions | undefined;
  readonly env: Environment;
  readonly flags?: { readonly projectId?: number | undefined } | undefined;
  /** Names the configuration file in messages. */
  readonly file?: string | undefined;
  /** The newest known k6 unless given. */
  readonly version?: K6Version | undefined;
}

/**
 * What each place says, the one that counts least first: the configuration file, the option `cloud`, the environment. Throws
 * `K6_CONFIG_UNREADABLE`.
 */
export function identityLayers(sources: IdentitySources): readonly IdentityLayer[] | RefusedIdentity {
  const { script, legacyScript, env, version } = sources;
  const document = sources.config === undefined ? undefined : parseK6Config(sources.config, sources.file);
  const inFile = known(document?.fields ?? NO_CLOUD_FIELDS, version);
  const options =
    script === undefined
      ? undefined
      : readCloudOptions({ document, script, legacyScript: legacyScript ?? {}, env, version });
  if (options?.kind === "refused") return options;
  const environment = readEnvironment(env, version);
  if (environment.kind === "refused") return environment;
  const withoutFile = script === undefined ? undefined : collectorsOfEnvironment(env);
  if (typeof withoutFile === "object") return withoutFile;
  const nameInFile = (field: CloudField): string => `collectors.cloud.${field}`;
  return [
    {
      kind: "layer",
      source: "config",
      fields: withoutFile === true ? NO_CLOUD_FIELDS : withoutVoids(inFile),
      placeOf: nameInFile,
    },
    ...(options === undefined ? [] : [options]),
    { ...environment, fields: withoutVoids(environment.fields) },
  ];
}

/**
 * Whether the variable COLLECTORS takes the place of `collectors` of the file, for a command that runs a script. Its form, pairs of names and
 * texts, has no room for settings of the cloud; k6 refuses any other.
 */
function collectorsOfEnvironment(env: Environment): boolean | RefusedIdentity {
  const text = env[COLLECTORS_VARIABLE]?.trim() ?? "";
  if (text === "") return false;
  const isMap = text.split(",").every((pair) => pair.split(":").length === 2);
  return (
    isMap || { kind: "refused", source: "env", name: COLLECTORS_VARIABLE, reason: "it is not a list of pairs a:b,c:d" }
  );
}

/** The fields that this k6 knows. */
function known(fields: CloudFields, version: K6Version | undefined): CloudFields {
  const unknown = CLOUD_SETTINGS.filter(({ since }) => !isAtLeast(version, since)).map(({ field }) => field);
  return { ...fields, ...Object.fromEntries(unknown.map((field) => [field, NO_CLOUD_FIELDS[field]])) };
}

/** The configuration file and the environment cannot take a project, host or name away, as the option `cloud` can. */
function withoutVoids(fields: CloudFields): CloudFields {
  const filled = (text: Nullable<string>): Nullable<string> => (text.value === "" ? NO_TEXT : text);
  return {
    ...fields,
    projectID: fields.projectID.value > 0n ? fields.projectID : NO_INTEGER,
    host: filled(fields.host),
    hostv6: filled(fields.hostv6),
    logsTailURL: filled(fields.logsTailURL),
    name: filled(fields.name),
  };
}
