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

/** A key of `collectors.cloud` that is part of an identity, as k6 spells it. `projectID` is one that no identity has: k6 prefers it to the default project. */
export type IdentityKey = "token" | "stackID" | "stackURL" | "defaultProjectID" | "projectID" | "host" | "hostv6";
