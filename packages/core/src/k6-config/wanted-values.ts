import type { Identity, IdentityKey } from "./identity.ts";
import { encodeJsonString } from "../json-text/json-string.ts";

/** A value that k6's configuration is to have. */
export interface WantedValue {
  readonly value: string | bigint;
  /** How it is written as JSON, one character a byte. */
  readonly source: string;
}

/** What `collectors.cloud` must hold for an identity; a key without an entry must not be set. */
export function wantedValues(identity: Identity): ReadonlyMap<IdentityKey, WantedValue> {
  const { token, stackId, stackUrl, defaultProjectId, host, hostv6 } = identity;
  const entries: readonly (readonly [IdentityKey, WantedValue | undefined])[] = [
    ["token", text(token?.reveal())],
    ["stackID", integer(stackId)],
    ["stackURL", text(stackUrl)],
    ["defaultProjectID", integer(defaultProjectId)],
    ["host", text(host)],
    ["hostv6", text(hostv6)],
  ];
  return new Map(entries.flatMap(([key, wanted]) => (wanted === undefined ? [] : [[key, wanted]])));
}

function text(value: string | undefined): WantedValue | undefined {
  return value === undefined ? undefined : { value, source: encodeJsonString(value) };
}

function integer(value: number | undefined): WantedValue | undefined {
  return value === undefined ? undefined : { value: BigInt(value), source: String(value) };
}
