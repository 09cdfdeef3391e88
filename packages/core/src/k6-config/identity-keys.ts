import type { ForeignIdentityKey, IdentityKey } from "./identity.ts";
import { foldKey } from "./fold-key.ts";

/** Every key of `collectors.cloud` that says whom k6 works as and where things go, in the order in which they are written. */
export const IDENTITY_KEYS: readonly IdentityKey[] = [
  "token",
  "stackID",
  "stackURL",
  "defaultProjectID",
  "projectID",
  "host",
  "hostv6",
  "traceHost",
  "pushRefID",
  "metricsPushURL",
  "testRunToken",
  "webAppURL",
  "testRunDetails",
];

/** Those that no identity has. */
export const FOREIGN_IDENTITY_KEYS: readonly ForeignIdentityKey[] = [
  "projectID",
  "traceHost",
  "pushRefID",
  "metricsPushURL",
  "testRunToken",
  "webAppURL",
  "testRunDetails",
];

/** Those of them that the option `cloud` may have. */
export const OPTION_KEYS: readonly IdentityKey[] = ["token", "stackID", "projectID"];

const BY_FOLDED = new Map(IDENTITY_KEYS.map((key) => [foldKey(key), key]));

/** The identity key that k6 sees in a spelling such as `Token`; undefined for any other key. */
export function identityKeyOf(spelling: string): IdentityKey | undefined {
  return BY_FOLDED.get(foldKey(spelling));
}

/** The same for a key of the option `cloud`. */
export function optionKeyOf(spelling: string): IdentityKey | undefined {
  const key = identityKeyOf(spelling);
  return key !== undefined && OPTION_KEYS.includes(key) ? key : undefined;
}
