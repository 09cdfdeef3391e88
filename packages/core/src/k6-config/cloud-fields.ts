import type { CloudField, CloudFields } from "./cloud-field.ts";
import { CLOUD_SETTINGS } from "./cloud-settings.ts";
import { foldKey } from "./fold-key.ts";
import {
  NO_FLAG,
  NO_INTEGER,
  NO_TEXT,
  readNullableFlag,
  readNullableInteger,
  readNullableText,
} from "./go-nullable.ts";
import type { JsonObject } from "../json-text/read-json-object.ts";
import { JsonFault } from "../json-text/scan-json.ts";

export const NO_CLOUD_FIELDS: CloudFields = {
  token: NO_TEXT,
  stackID: NO_INTEGER,
  stackURL: NO_TEXT,
  defaultProjectID: NO_INTEGER,
  projectID: NO_INTEGER,
  host: NO_TEXT,
  hostv6: NO_TEXT,
  logsTailURL: NO_TEXT,
  traceHost: NO_TEXT,
  tracesEnabled: NO_FLAG,
  pushRefID: NO_TEXT,
  metricsPushURL: NO_TEXT,
  testRunToken: NO_TEXT,
  logsPushURL: NO_TEXT,
  webAppURL: NO_TEXT,
  testRunDetails: NO_TEXT,
  name: NO_TEXT,
};

const FIELDS_BY_FOLDED_NAME = new Map(
  CLOUD_SETTINGS.filter(({ inFile }) => inFile).map(({ field }) => [foldKey(field), field]),
);

/** Reads an object of cloud settings, member after member, as k6 does. Throws `JsonFault` at a value that k6 refuses. */
export function readCloudFields(text: string, object: JsonObject | undefined): CloudFields {
  let fields = NO_CLOUD_FIELDS;
  for (const member of object?.members ?? []) {
    const name = FIELDS_BY_FOLDED_NAME.get(foldKey(member.key));
    if (name !== undefined)
      fields = readField(fields, name, { source: text.slice(member.valueStart, member.end), at: member.valueStart });
  }
  return fields;
}

function readField(
  fields: CloudFields,
  name: CloudField,
  { source, at }: { readonly source: string; readonly at: number },
): CloudFields {
  switch (name) {
    case "stackID":
    case "defaultProjectID":
    case "projectID":
      return {
        ...fields,
        [name]: required(readNullableInteger(source, fields[name]), at, `${name} is not a whole number`),
      };
    case "tracesEnabled":
      return {
        ...fields,
        [name]: required(readNullableFlag(source, fields[name]), at, `${name} is not true or false`),
      };
    default:
      return { ...fields, [name]: required(readNullableText(source, fields[name]), at, `${name} is not a text`) };
  }
}

function required<Value>(taken: Value | undefined, at: number, complaint: string): Value {
  if (taken === undefined) throw new JsonFault(at, complaint);
  return taken;
}
