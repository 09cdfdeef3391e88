import type { Destination } from "../../credentials/destination.ts";
import { wrapToken } from "../../credentials/token-envelope.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import type { KeptToken, TokenRecord } from "../../credentials/token-record.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { newSecretReference } from "../../secrets/secret-reference.ts";
import type { SecretStore } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { removePreviousToken } from "./remove-previous-token.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";

export interface TokenToStore {
  readonly token: Secret;
  readonly destination: Destination;
  readonly store: SecretStore;
  /** Whether Grafana Cloud has just accepted the token for the stack. */
  readonly verified: boolean;
}

/**
 * Stores a token for a profile and replaces its previous one: writes the new token and reads it back, then points the record to it, and
 * only then removes the old one. Throws `STORE_*`; the old token stays then.
 */
export async function storeToken(
  engine: Parts<"host" | "tokens"> & Needs<typeof removePreviousToken>,
  profile: Pick<Profile, "id" | "name">,
  request: TokenToStore,
): Promise<KeptToken> {
  const { token, destination, store, verified } = request;
  const reference = newSecretReference(engine.host);
  const now = engine.host.clock.now().toISOString();
  const record: KeptToken = {
    store: store.id,
    reference,
    fingerprint: tokenFingerprint(token, reference),
    destination,
    enteredAt: now,
    ...(verified ? { verifiedAt: now } : {}),
  };
  const call = writeCall(engine, store.id);
  await store.write(reference, wrapToken({ profileId: profile.id, destination, token }), call);
  let previous: TokenRecord | undefined;
  try {
    previous = await engine.tokens.replace(profile.id, record);
  } catch (error) {
    if (!engine.tokens.mayPointTo(profile.id, reference)) await store.remove(reference, call).catch(() => undefined);
    throw error;
  }
  await removePreviousToken(engine, profile, previous);
  return record;
}
