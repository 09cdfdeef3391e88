import type { Environment } from "../host/host.ts";
import { NO_CLOUD_FIELDS } from "./cloud-fields.ts";
import type { CloudFields } from "./cloud-field.ts";
import { CLOUD_SETTINGS, type CloudSetting } from "./cloud-settings.ts";
import { parseGoInteger } from "./go-nullable.ts";
import type { IdentityLayer, RefusedIdentity } from "./identity-layer.ts";
import { isAtLeast, type K6Version } from "./k6-version.ts";

const VARIABLE_BY_FIELD = new Map(CLOUD_SETTINGS.map(({ variable, field }) => [field, variable]));

/** What the environment says, as k6 (undefined: the newest known) reads it: an empty variable is as good as none. */
export function readEnvironment(env: Environment, version?: K6Version): IdentityLayer | RefusedIdentity {
  let fields = NO_CLOUD_FIELDS;
  for (const setting of CLOUD_SETTINGS) {
    const name = setting.variable;
    const value = env[name];
    if (value === undefined || value === "" || !isAtLeast(version, setting.since)) continue;
    const read = readVariable(fields, setting, value);
    if (typeof read === "string") return { kind: "refused", source: "env", name, reason: read };
    fields = read;
  }
  return { kind: "layer", source: "env", fields, placeOf: (field) => VARIABLE_BY_FIELD.get(field) };
}

/** The fields with the variable taken in, or why k6 refuses it. */
function readVariable(fields: CloudFields, { field, kind }: CloudSetting, text: string): CloudFields | string {
  if (kind === "text") return { ...fields, [field]: { value: text, valid: true } };
  if (text === "null") return fields;
  const value = kind === "integer" ? parseGoInteger(text) : parseFlag(text);
  if (value === undefined) return kind === "integer" ? "it is not a whole number" : "it is neither true nor false";
  return { ...fields, [field]: { value, valid: true } };
}

function parseFlag(text: string): boolean | undefined {
  return text === "true" || text === "false" ? text === "true" : undefined;
}
