import { destinationDifferences, destinationOf } from "../../credentials/destination.ts";
import { isKept, type TokenRecord } from "../../credentials/token-record.ts";
import { tokenVariable } from "../../credentials/token-variable.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import type { StoreId } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { sealedPath } from "./sealed-folder.ts";
import { isOfTeam } from "../catalog/team-logins.ts";

/**
 * - `stored`: a token for the current stack and hosts
 * - `other-destination`: a token that was entered for another stack or host
 * - `variable`: an environment variable provides the token and overrides what is stored
 * - `sealed`: the user has no token, but the team sealed one
 * - `missing`: no token
 */
export type TokenState = "stored" | "other-destination" | "variable" | "sealed" | "missing";

export interface TokenSummary {
  readonly state: TokenState;
  readonly store: StoreId | undefined;
  /** Where k6p reads the token if it does not store it: `the variable K6_PROD`. */
  readonly readFrom: string | undefined;
  /** ISO 8601. */
  readonly enteredAt: string | undefined;
  readonly verifiedAt: string | undefined;
}

/** Whose profile it is. */
export type ProfileOrigin = "user" | "team";

export interface ProfileDescription {
  readonly profile: Profile;
  readonly token: TokenSummary;
  readonly file: string;
  readonly origin: ProfileOrigin;
}

/** A profile with what k6p knows about its token. Opens no secret store. */
export function describeProfile(
  engine: Parts<"profiles" | "tokens"> & Needs<typeof summarize | typeof originOf>,
  profile: Profile,
): ProfileDescription {
  return {
    profile,
    token: summarize(engine, profile, engine.tokens.find(profile.id)),
    file: engine.profiles.fileOf(profile),
    origin: originOf(engine, profile),
  };
}

export function originOf(engine: Parts<"profiles" | "teamLogins">, profile: Pick<Profile, "id">): ProfileOrigin {
  return isOfTeam(engine, profile) ? "team" : "user";
}

function summarize(
  engine: Parts<"host" | "lockDirectory" | "profiles">,
  profile: Profile,
  record: TokenRecord | undefined,
): TokenSummary {
  const variable = tokenVariable(profile.name);
  if (engine.host.env[variable]) return { ...NOTHING_KNOWN, state: "variable", readFrom: `the variable ${variable}` };
  if (record === undefined) return { ...NOTHING_KNOWN, ...sealedState(engine, profile) };
  const differences = destinationDifferences(record.destination, destinationOf(profile, engine.host.env));
  return { state: differences.length === 0 ? "stored" : "other-destination", ...summaryOf(record) };
}

/** Only opening the file shows whether it is sealed for this user. */
function sealedState(
  engine: Parts<"host" | "lockDirectory" | "profiles">,
  { id }: Profile,
): Pick<TokenSummary, "state" | "readFrom"> {
  const teamProfile = engine.profiles.teamProfile(id);
  const path = teamProfile === undefined ? undefined : sealedPath(engine, teamProfile);
  return path === undefined ? { state: "missing", readFrom: undefined } : { state: "sealed", readFrom: path };
}

const NOTHING_KNOWN = { store: undefined, readFrom: undefined, enteredAt: undefined, verifiedAt: undefined };

/** Summarizes a record. */
export function summaryOf(record: TokenRecord): Omit<TokenSummary, "state"> {
  const { store, enteredAt, verifiedAt } = record;
  return { store, readFrom: isKept(record) ? undefined : describeReference(record), enteredAt, verifiedAt };
}
