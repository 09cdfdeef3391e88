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
  /** Makes the profile, where it is not there yet. Without it the token is not kept. */
  readonly makeProfile?: () => Promise<void>;
}

/**
 * Stores a token for a profile and replaces its previous one: writes the new token and reads it back, then points the record to it, and
 * only then removes the old one. Throws `STORE_*`, and what `makeProfile` throws; the old token stays then, and nothing of the new one.
 */
export async function storeToken(
  engine: Parts<"host" | "tokens" | "looseSecrets" | "ownProfiles"> & Needs<typeof removePreviousToken>,
  profile: Pick<Profile, "id" | "name">,
  request: TokenToStore,
): Promise<KeptToken> {
  const { token, destination, store, verified, makeProfile } = request;
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
  engine.looseSecrets.hold({
    store: store.id,
    reference,
    ...(makeProfile === undefined ? {} : { newProfileId: profile.id }),
  });
  await store.write(reference, wrapToken({ profileId: profile.id, destination, token }), call);
  let previous: TokenRecord | undefined;
  try {
    previous = await engine.tokens.replace(profile.id, record);
    await makeProfile?.();
  } catch (error) {
    if (makeProfile !== undefined && !mayExist(engine, profile)) engine.tokens.remove(profile.id);
    if (!engine.tokens.mayPointTo(profile.id, reference)) await store.remove(reference, call).catch(() => undefined);
    throw error;
  }
  engine.looseSecrets.release(reference);
  await removePreviousToken(engine, profile, previous);
  return record;
}

/** Whether the profile is there, or that cannot be read: an error can come after its file is in its place. */
function mayExist({ ownProfiles }: Parts<"ownProfiles">, { id, name }: Pick<Profile, "id" | "name">): boolean {
  try {
    return ownProfiles.find(name)?.id === id;
  } catch {
    return true;
  }
}
