import { destinationDifferences, destinationOf } from "../credentials/destination.ts";
import type { TokenRecord } from "../credentials/token-record.ts";
import type { Profile } from "../profiles/profile.ts";
import type { SecretStoreId } from "../secrets/secret-store.ts";
import type { Engine } from "./engine.ts";

/**
 * - `stored`: there is one for the present destination
 * - `other-destination`: there is one, but it was entered for another stack or host
 * - `missing`: there is none
 */
export type TokenState = "stored" | "other-destination" | "missing";

export interface TokenSummary {
  readonly state: TokenState;
  readonly store: SecretStoreId | undefined;
  /** ISO 8601. */
  readonly enteredAt: string | undefined;
  readonly verifiedAt: string | undefined;
}

export interface ProfileDescription {
  readonly profile: Profile;
  readonly token: TokenSummary;
  readonly file: string;
}

/** A profile with what is known about its token. Opens no secret store. */
export function describeProfile(engine: Engine, profile: Profile): ProfileDescription {
  return {
    profile,
    token: summarise(engine, profile, engine.tokens.find(profile.id)),
    file: engine.profiles.pathOf(profile.name),
  };
}

function summarise(engine: Engine, profile: Profile, record: TokenRecord | undefined): TokenSummary {
  if (record === undefined) return { state: "missing", store: undefined, enteredAt: undefined, verifiedAt: undefined };
  const { store, enteredAt, verifiedAt } = record;
  const differences = destinationDifferences(record.destination, destinationOf(profile, engine.host.env));
  return { state: differences.length === 0 ? "stored" : "other-destination", store, enteredAt, verifiedAt };
}
