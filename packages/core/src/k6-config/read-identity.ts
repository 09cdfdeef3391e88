import { Secret } from "../secrets/secret.ts";
import { readCloudFields } from "./cloud-fields.ts";
import type { CloudFields } from "./cloud-field.ts";
import { foldKey } from "./fold-key.ts";
import type { Nullable } from "./go-nullable.ts";
import { FOREIGN_IDENTITY_KEYS } from "./identity-keys.ts";
import type { ForeignIdentityKey, Identity, IdentityWithToken } from "./identity.ts";
import type { JsonObject } from "../json-text/read-json-object.ts";
import { JsonFault } from "../json-text/scan-json.ts";
import type { K6ConfigDocument } from "./k6-config-document.ts";
import { parseK6Config } from "./parse-k6-config.ts";

/** What k6's configuration file says about whom k6 works as. */
export interface StoredIdentity {
  readonly identity: Identity;
  /** The keys that no identity has and that are set: k6 prefers `projectID` to the default project, or sends something elsewhere. */
  readonly foreign: readonly ForeignIdentityKey[];
  /** A project that k6 prefers to the default one; `k6 cloud login` never writes it, and never removes it. */
  readonly projectId: number | undefined;
}

/**
 * Reads the identity from the bytes of k6's configuration file; nothing is found in a file that does not exist (undefined). Values
 * that k6 treats as not set (empty texts, the ID 0) are absent. Throws `K6_CONFIG_UNREADABLE`.
 */
export function readIdentity(bytes: Uint8Array | undefined, file?: string): StoredIdentity {
  if (bytes === undefined) return { identity: {}, foreign: [], projectId: undefined };
  return storedIdentity(parseK6Config(bytes, file).fields);
}

/** Token and stack in the file's own options `cloud` and `ext.loadimpact`, where there is a token. */
export function optionIdentities({ text, optionObjects }: K6ConfigDocument): readonly IdentityWithToken[] {
  return optionObjects.flatMap(({ object }) => {
    const { token, stackID, projectID } = readOptionFields(text, object);
    const secret = textOf(token);
    return secret === undefined
      ? []
      : [{ token: new Secret(secret), stackId: numberOf(stackID), defaultProjectId: positiveOf(projectID) }];
  });
}

/** The identity to keep so that k6 goes on to use the same project: the one that it prefers becomes the default. */
export function identityToKeep({ identity, projectId }: StoredIdentity): Identity {
  return projectId === undefined ? identity : { ...identity, defaultProjectId: projectId };
}

/** Where k6 would refuse the option as a whole, a token in it is still one that must not get lost. */
function readOptionFields(text: string, object: JsonObject): CloudFields {
  try {
    return readCloudFields(text, object);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const tokens = object.members.filter(({ key, valueStart }) => foldKey(key) === "TOKEN" && text[valueStart] === '"');
    return readCloudFields(text, { ...object, members: tokens });
  }
}

/** The same for fields that are read already. */
export function storedIdentity(fields: CloudFields): StoredIdentity {
  const token = textOf(fields.token);
  return {
    identity: {
      token: token === undefined ? undefined : new Secret(token),
      stackId: numberOf(fields.stackID),
      stackUrl: textOf(fields.stackURL),
      defaultProjectId: positiveOf(fields.defaultProjectID),
      host: textOf(fields.host),
      hostv6: textOf(fields.hostv6),
    },
    foreign: FOREIGN_IDENTITY_KEYS.filter((key) => isSet(fields[key])),
    projectId: positiveOf(fields.projectID),
  };
}

function isSet({ value, valid }: Nullable<string> | Nullable<bigint>): boolean {
  return valid && value !== "" && (typeof value === "string" || value > 0n);
}

function textOf({ value, valid }: Nullable<string>): string | undefined {
  return valid && value !== "" ? value : undefined;
}

function numberOf({ value, valid }: Nullable<bigint>): number | undefined {
  return valid && value !== 0n ? Number(value) : undefined;
}

function positiveOf(id: Nullable<bigint>): number | undefined {
  return id.value > 0n ? numberOf(id) : undefined;
}
