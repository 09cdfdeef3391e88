import { destinationOf } from "../../credentials/destination.ts";
import { keepingStore, type KeptToken, type TokenRecord } from "../../credentials/token-record.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { storeToken } from "../tokens/store-token.ts";
import { withOwnId } from "./with-own-id.ts";
import { completeProfile, requireStackIdWhenUnverified, saveCompleted } from "./complete-profile.ts";
import { enterToken } from "./enter-token.ts";
import { offerProjects } from "./offer-projects.ts";
import type { TokenSource } from "./read-new-token.ts";

export interface Renewal {
  readonly source: TokenSource;
  readonly verify: boolean;
  readonly store?: string | undefined;
  /** The command that stores the token without asking Grafana Cloud. */
  readonly offlineCommand: string;
  /** Throws for a token that cannot be taken; asked before Grafana Cloud is. */
  readonly refuse?: (token: Secret) => void;
}

export interface RenewedToken {
  readonly profile: Profile;
  readonly record: KeptToken;
  /** The record before; undefined if the profile had no token. */
  readonly previous: TokenRecord | undefined;
  readonly token: Secret;
}

/**
 * Enters the token of an existing profile. The previous token stays until the new one is stored and read back. A reference to an external
 * token is replaced; the external token is not removed. Throws what `enterToken`, `completeProfile` and `storeToken` throw.
 */
export async function renewToken(
  engine: Parts<"host" | "profiles" | "tokens"> &
    Needs<
      | typeof chooseStore
      | typeof saveCompleted
      | typeof completeProfile
      | typeof storeToken
      | typeof enterToken
      | typeof offerProjects
      | typeof withOwnId
    >,
  named: Profile,
  { source, verify, store: explicit, offlineCommand, refuse }: Renewal,
): Promise<RenewedToken> {
  const profile = await withOwnId(engine, named);
  requireTrusted(engine, profile);
  requireStackIdWhenUnverified(engine, profile, verify);
  const previous = engine.tokens.find(profile.id);
  const recorded = keepingStore(previous);
  const store = await chooseStore(engine, { explicit, recorded, what: `the token of profile ${profile.name}` });
  const { token, judged } = await enterToken(engine, {
    profile,
    source,
    async judge(entered) {
      refuse?.(entered);
      return completeProfile(engine, profile, { token: entered, verify, offlineCommand });
    },
  });
  const completed = verify ? await offerProjects(engine, judged, token) : judged;
  const destination = destinationOf(completed, engine.host.env);
  const record = await storeToken(engine, completed, { token, store, destination, verified: verify });
  await saveCompleted(engine, profile, completed);
  return { profile: completed, record, previous, token };
}
