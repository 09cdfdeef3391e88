import type { Environment } from "../host/host.ts";
import { type CloudFields, NO_CLOUD_FIELDS } from "./cloud-fields.ts";
import { parseGoInteger } from "./go-nullable.ts";
import type { IdentityLayer, RefusedIdentity } from "./identity-layer.ts";
import { K6_CLOUD_VARIABLES } from "./k6-cloud-variables.ts";

const VARIABLE_BY_FIELD = new Map(K6_CLOUD_VARIABLES.map(({ name, field }) => [field, name]));

/** What the environment says, as k6 reads it: an empty variable is as good as none. */
export function readEnvironment(env: Environment): IdentityLayer | RefusedIdentity {
  let fields = NO_CLOUD_FIELDS;
  for (const { name, field } of K6_CLOUD_VARIABLES) {
    const value = env[name];
    if (value === undefined || value === "") continue;
    const read = readVariable(fields, field, value);
    if (read === undefined) return { kind: "refused", source: "env", name, reason: "it is not a whole number" };
    fields = read;
  }
  return { kind: "layer", source: "env", fields, variableOf: (field) => VARIABLE_BY_FIELD.get(field) };
}

function readVariable(fields: CloudFields, field: keyof CloudFields, text: string): CloudFields | undefined {
  if (typeof fields[field].value === "string") return { ...fields, [field]: { value: text, valid: true } };
  if (text === "null") return fields;
  const value = parseGoInteger(text);
  return value === undefined ? undefined : { ...fields, [field]: { value, valid: true } };
}
