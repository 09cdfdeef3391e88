import type { Identity, IdentityWithToken } from "./identity.ts";
import type { K6ConfigLocation } from "./locate-k6-config.ts";
import { parseK6Config } from "./parse-k6-config.ts";
import { identityToKeep, optionIdentities, storedIdentity } from "./read-identity.ts";

/** k6's configuration file as it was read or written once. It contains tokens, so it is never part of an answer. */
export interface K6ConfigSnapshot {
  readonly location: K6ConfigLocation;
  /** Undefined if the file does not exist. */
  readonly bytes: Uint8Array | undefined;
  /** What k6 takes from `collectors.cloud`; empty if the file does not exist. */
  readonly identity: Identity;
  /** Everything with a token, to keep as a profile: the identity with the project that k6 prefers, and the options `cloud` and `ext.loadimpact`. */
  readonly withToken: readonly IdentityWithToken[];
}

/** Throws `K6_CONFIG_UNREADABLE`. */
export function k6ConfigSnapshot(location: K6ConfigLocation, bytes: Uint8Array | undefined): K6ConfigSnapshot {
  if (bytes === undefined) return { location, bytes, identity: {}, withToken: [] };
  const document = parseK6Config(bytes, location.path);
  const stored = storedIdentity(document.fields);
  const { identity } = stored;
  const { token } = identity;
  const own = token === undefined ? [] : [{ ...identityToKeep(stored), token }];
  return { location, bytes, identity, withToken: [...own, ...optionIdentities(document)] };
}

/** Whether the file still has the same bytes, or is still missing. */
export function isUnchanged({ bytes }: K6ConfigSnapshot, current: Uint8Array | undefined): boolean {
  if (bytes === undefined || current === undefined) return bytes === current;
  return Buffer.compare(bytes, current) === 0;
}
