import type { IdentityKey } from "./identity.ts";
import { foldKey } from "./fold-key.ts";

/** Every key of `collectors.cloud` that says whom k6 works as and where, in the order in which they are written. */
export const IDENTITY_KEYS: readonly IdentityKey[] = [
  "token",
  "stackID",
  "stackURL",
  "defaultProjectID",
  "projectID",
  "host",
  "hostv6",
];

const BY_FOLDED = new Map(IDENTITY_KEYS.map((key) => [foldKey(key), key]));

/** The identity key that k6 sees in a spelling such as `Token`; undefined for any other key. */
export function identityKeyOf(spelling: string): IdentityKey | undefined {
  return BY_FOLDED.get(foldKey(spelling));
}
