import { foldKey } from "./fold-key.ts";
import { NO_INTEGER, NO_TEXT, type Nullable, readNullableInteger, readNullableText } from "./go-nullable.ts";
import type { JsonObject } from "../json-text/read-json-object.ts";
import { JsonFault } from "../json-text/scan-json.ts";

/** What k6 holds after reading an object of cloud settings, as far as it says whom k6 works as and where. */
export interface CloudFields {
  readonly token: Nullable<string>;
  readonly stackID: Nullable<bigint>;
  readonly stackURL: Nullable<string>;
  readonly defaultProjectID: Nullable<bigint>;
  readonly projectID: Nullable<bigint>;
  readonly host: Nullable<string>;
  readonly hostv6: Nullable<string>;
  readonly pushRefID: Nullable<string>;
}

export type CloudField = keyof CloudFields;

export const NO_CLOUD_FIELDS: CloudFields = {
  token: NO_TEXT,
  stackID: NO_INTEGER,
  stackURL: NO_TEXT,
  defaultProjectID: NO_INTEGER,
  projectID: NO_INTEGER,
  host: NO_TEXT,
  hostv6: NO_TEXT,
  pushRefID: NO_TEXT,
};

const FIELD_NAMES: readonly CloudField[] = [
  "token",
  "stackID",
  "stackURL",
  "defaultProjectID",
  "projectID",
  "host",
  "hostv6",
  "pushRefID",
];
const FIELDS_BY_FOLDED_NAME = new Map(FIELD_NAMES.map((name) => [foldKey(name), name]));

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
    case "projectID": {
      const taken = readNullableInteger(source, fields[name]);
      if (taken === undefined) throw new JsonFault(at, `${name} is not a whole number`);
      return { ...fields, [name]: taken };
    }
    default: {
      const taken = readNullableText(source, fields[name]);
      if (taken === undefined) throw new JsonFault(at, `${name} is not a text`);
      return { ...fields, [name]: taken };
    }
  }
}
