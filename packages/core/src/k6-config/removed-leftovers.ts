import { readCloudFields } from "./cloud-fields.ts";
import type { CloudFields } from "./cloud-field.ts";
import { FOREIGN_IDENTITY_KEYS, OPTION_KEYS } from "./identity-keys.ts";
import type { ForeignIdentityKey, Identity, IdentityKey } from "./identity.ts";
import type { K6ConfigDocument, OptionObject } from "./k6-config-document.ts";
import { JsonFault } from "../json-text/scan-json.ts";
import { storedIdentity } from "./read-identity.ts";

/** A value that redirected k6 and that you may not have known to be there. */
export interface RemovedLeftover {
  readonly key: LeftoverKey;
  /** The value; for a token only that it was one. */
  readonly shown: string;
}

type LeftoverKey =
  | ForeignIdentityKey
  | "host"
  | "hostv6"
  | `${OptionObject["name"]}.${"token" | "stackID" | "projectID"}`;

/** What an edit takes away that was no part of the wanted identity, token, stack and default project in their usual place left out. */
export function removedLeftovers(before: K6ConfigDocument, after: Identity): readonly RemovedLeftover[] {
  const { identity } = storedIdentity(before.fields);
  const hosts = (["host", "hostv6"] as const).flatMap((key) =>
    identity[key] === undefined || identity[key] === after[key] ? [] : [shown(key, "host", identity[key])],
  );
  const foreign = FOREIGN_IDENTITY_KEYS.flatMap((key) => leftover(before.fields, key, key));
  const options = before.optionObjects.flatMap(({ name, object }) => {
    const fields = fieldsOf(before.text, object);
    return OPTION_KEYS.flatMap((key) =>
      key === "token" || key === "stackID" || key === "projectID"
        ? leftover(fields, key, `${name}.${key}` as const)
        : [],
    );
  });
  return [...foreign, ...hosts, ...options];
}

function leftover(fields: CloudFields, field: IdentityKey, key: LeftoverKey): readonly RemovedLeftover[] {
  const { value, valid } = fields[field];
  return valid && value !== "" && value !== 0n ? [shown(key, field, String(value))] : [];
}

function shown(key: LeftoverKey, field: IdentityKey, value: string): RemovedLeftover {
  return { key, shown: field === "token" || field === "testRunToken" ? "(a token)" : withoutUserInfo(value) };
}

/** A value that k6 would refuse in an option is not one that it would use. */
function fieldsOf(text: string, object: OptionObject["object"]): CloudFields {
  try {
    return readCloudFields(text, object);
  } catch (error) {
    if (error instanceof JsonFault) return readCloudFields(text, undefined);
    throw error;
  }
}

/** A URL without the name and password that may be before its host. */
function withoutUserInfo(url: string): string {
  return url.replace(/\/\/[^/@]*@/, "//");
}
