import { destinationOf } from "../../credentials/destination.ts";
import { keepingStore, type KeptToken } from "../../credentials/token-record.ts";
import type { Profile } from "../../profiles/profile.ts";
import { completeProfile, requireStackIdWhenUnverified, saveCompleted } from "./complete-profile.ts";
import { originOf, type ProfileOrigin } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { readNewToken, type TokenSource } from "./read-new-token.ts";
import { storeToken } from "../tokens/store-token.ts";

export interface LogInRequest {
  readonly name: string;
  readonly token: TokenSource;
  readonly verify: boolean;
  readonly store?: string | undefined;
}

export interface LoggedIn {
  readonly file: string;
  readonly profile: Profile;
  readonly origin: ProfileOrigin;
  readonly record: KeptToken;
  /** Whether the profile already had a token. */
  readonly replaced: boolean;
}

/**
 * Enters or replaces the token of an existing profile. The old token stays until the new one is stored and read back. A reference to an
 * external token is replaced; the external token is not removed.
 */
export async function logIn(
  engine: Parts<"host" | "profiles" | "tokens"> &
    Needs<typeof chooseStore | typeof storeToken | typeof saveCompleted | typeof completeProfile>,
  input: LogInRequest,
): Promise<LoggedIn> {
  const { verify } = input;
  const profile = await engine.profiles.get(input.name);
  requireTrusted(engine, profile);
  requireStackIdWhenUnverified(engine, profile, verify);
  const previous = engine.tokens.find(profile.id);
  const recorded = keepingStore(previous);
  const store = await chooseStore(engine, {
    explicit: input.store,
    recorded,
    what: `the token of profile ${profile.name}`,
  });
  const token = await readNewToken(engine, { profile, source: input.token });
  const offlineCommand = `k6p login ${profile.name} --no-verify`;
  const completed = await completeProfile(engine, profile, { token, verify, offlineCommand });
  const destination = destinationOf(completed, engine.host.env);
  const record = await storeToken(engine, completed, { token, store, destination, verified: verify });
  await saveCompleted(engine, profile, completed);
  return {
    profile: completed,
    origin: originOf(engine, completed),
    record,
    file: engine.profiles.fileOf(completed),
    replaced: previous !== undefined,
  };
}
