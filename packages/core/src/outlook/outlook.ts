import type { ValueSource } from "../k6-config/identity-layer.ts";
import type { Identity } from "../k6-config/identity.ts";
import type { K6Version } from "../k6-config/k6-version.ts";
import type { Secret } from "../secrets/secret.ts";
import type { Finding } from "./finding.ts";
import type { K6Command } from "./k6-words.ts";
import type { OutlookField } from "./outlook-field.ts";

/** A profile as far as it can be recognised in what k6 uses. */
export interface OutlookProfile {
  readonly id: string;
  readonly name: string;
  readonly protected: boolean;
  /** Without its token. */
  readonly identity: Identity;
  /** The origins that its token was entered for; undefined where no token is recorded. */
  readonly boundTo?: BoundHosts | undefined;
}

/** Origins of servers that get the token; an absent one is k6's own. */
export interface BoundHosts {
  readonly api?: string | undefined;
  readonly ingest?: string | undefined;
  readonly logs?: string | undefined;
  readonly traces?: string | undefined;
  readonly build?: string | undefined;
}

export type FieldValue = string | number | boolean | Secret;

/** What one place says about a field. */
export interface Claim<Value extends FieldValue = FieldValue> {
  readonly value: Value | undefined;
  readonly source: ValueSource;
  /** The variable, key or flag. */
  readonly place: string | undefined;
}

export interface OutlookValue<Value extends FieldValue = FieldValue> extends Claim<Value> {
  /** Name of the profile that has this value, where the value shows one. */
  readonly profile: string | undefined;
  /** Whether it is what the profile of the token has. True where there is no such profile. */
  readonly belongs: boolean;
  /** What other places say, the next one first. */
  readonly loses: readonly Claim[];
}

/** The file that k6 reads. */
export interface OutlookFile {
  readonly path: string;
  /** `legacy` is the default place of k6 1's predecessors, which k6 1 reads where the new one has nothing. */
  readonly source: "--config" | "K6_CONFIG" | "default" | "legacy";
  /** Undefined when nothing is there. */
  readonly bytes: Uint8Array | undefined;
  /** Whether it is a private copy that k6p made for a shell or a command. */
  readonly isPrivate: boolean;
}

/** Where something of a run goes, and what is shown there. */
export interface Target {
  readonly what: "requests" | "metrics" | "traces" | "logs" | "build";
  /** Undefined where Grafana Cloud says so during the run. */
  readonly url: string | undefined;
  readonly shows: "token" | "run token";
}

/**
 * - `none`: k6 has no token
 * - `unknown`: no profile has the token
 * - `whole`: everything is the profile's, or the user's own choice on top of it
 * - `mixed`: the token is the profile's, but something else that decides is not
 */
export type OutlookState = "none" | "unknown" | "whole" | "mixed";

/** What k6 will do, started here and now. */
export interface Outlook<Profile extends OutlookProfile = OutlookProfile> {
  readonly kind: "outlook";
  readonly command: K6Command;
  readonly version: K6Version | undefined;
  readonly file: OutlookFile;
  readonly state: OutlookState;
  /** Whose the token is. */
  readonly profile: Profile | undefined;
  readonly fields: Readonly<Record<OutlookField, OutlookValue>>;
  readonly targets: readonly Target[];
  readonly findings: readonly Finding[];
}

/** k6 would stop before it does anything. */
export interface RefusedOutlook {
  readonly kind: "refused";
  readonly file: OutlookFile;
  readonly source: ValueSource;
  /** The variable, key or flag at fault. */
  readonly name: string;
  readonly reason: string;
}
