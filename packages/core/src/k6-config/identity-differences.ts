import type { Identity, IdentityKey } from "./identity.ts";

/** The keys in which two identities differ, in the order in which they are written. */
export function identityDifferences(one: Identity, other: Identity): IdentityKey[] {
  const same: readonly (readonly [IdentityKey, boolean])[] = [
    ["token", one.token === other.token || (one.token !== undefined && other.token?.equals(one.token) === true)],
    ["stackID", one.stackId === other.stackId],
    ["stackURL", one.stackUrl === other.stackUrl],
    ["defaultProjectID", one.defaultProjectId === other.defaultProjectId],
    ["host", one.host === other.host],
    ["hostv6", one.hostv6 === other.hostv6],
  ];
  return same.filter(([, isSame]) => !isSame).map(([key]) => key);
}
