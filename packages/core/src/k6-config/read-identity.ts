import { Secret } from "../secrets/secret.ts";
import type { CloudFields } from "./cloud-fields.ts";
import type { Nullable } from "./go-nullable.ts";
import type { Identity } from "./identity.ts";
import { parseK6Config } from "./parse-k6-config.ts";

/** What k6's configuration file says about whom k6 works as. */
export interface StoredIdentity {
  readonly identity: Identity;
  /** A project that k6 prefers to the default one; `k6 cloud login` never writes it, and never removes it. */
  readonly projectId: number | undefined;
  /** Makes k6 attach to a test run that something else has created. */
  readonly pushRefId: string | undefined;
}

/**
 * Reads the identity from the bytes of k6's configuration file; nothing is found in a file that does not exist (undefined). Values
 * that k6 treats as not set (empty texts, the ID 0) are absent. Throws `K6_CONFIG_UNREADABLE`.
 */
export function readIdentity(bytes: Uint8Array | undefined, file?: string): StoredIdentity {
  if (bytes === undefined) return { identity: {}, projectId: undefined, pushRefId: undefined };
  return storedIdentity(parseK6Config(bytes, file).fields);
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
    projectId: positiveOf(fields.projectID),
    pushRefId: textOf(fields.pushRefID),
  };
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
