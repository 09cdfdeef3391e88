import type { Secret } from "../secrets/secret.ts";

/**
 * What a profile makes k6 use: the one value that every way of activation gets. An absent field means that the profile has none,
 * and that k6 must not find one left over from somewhere else either.
 */
export interface Identity {
  readonly token?: Secret | undefined;
  /** 1 to 2147483647. */
  readonly stackId?: number | undefined;
  /** As k6 writes it: `https://slug.grafana.net`. */
  readonly stackUrl?: string | undefined;
  /** Used only where neither script nor environment names a project. */
  readonly defaultProjectId?: number | undefined;
  /** Ingest host (`host` of k6). */
  readonly host?: string | undefined;
  /** API host (`hostv6` of k6). */
  readonly hostv6?: string | undefined;
}

export type IdentityWithToken = Identity & { readonly token: Secret };

/** A key of `collectors.cloud` that decides whom k6 works as or where things go, as k6 spells it. */
export type IdentityKey = OwnIdentityKey | ForeignIdentityKey;

/** One that an identity may have a value for. */
type OwnIdentityKey = "token" | "stackID" | "stackURL" | "defaultProjectID" | "host" | "hostv6";

/** One that no identity has: k6 would prefer it to what the identity says, or send something elsewhere. */
export type ForeignIdentityKey =
  | "projectID"
  | "traceHost"
  | "pushRefID"
  | "metricsPushURL"
  | "testRunToken"
  | "webAppURL"
  | "testRunDetails";
