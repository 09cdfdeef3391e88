import type { Destination } from "../credentials/destination.ts";
import { sealToken } from "../credentials/token-envelope.ts";
import { tokenFingerprint } from "../credentials/token-fingerprint.ts";
import type { TokenRecord } from "../credentials/token-record.ts";
import { K6pError } from "../errors/k6p-error.ts";
import type { Profile } from "../profiles/profile.ts";
import type { Secret } from "../secrets/secret.ts";
import { newSecretReference } from "../secrets/secret-reference.ts";
import type { SecretStore } from "../secrets/secret-store.ts";
import type { Engine } from "./engine.ts";
import { storeOf } from "./store-of.ts";

const WRITE_DEADLINE_MS = 5_000;
const WRITE_DEADLINE_WITH_PROMPT_MS = 60_000;

export interface TokenToStore {
  readonly token: Secret;
  readonly destination: Destination;
  readonly store: SecretStore;
  /** Whether Grafana Cloud has just accepted the token for the stack. */
  readonly verified: boolean;
}

/**
 * Stores a token for a profile in place of the one it had: the new one is written and read back before the record points to it,
 * and only then is the old one removed. Throws `STORE_*`; the old token stays then.
 */
export async function storeToken(
  engine: Engine,
  profile: Pick<Profile, "id" | "name">,
  request: TokenToStore,
): Promise<TokenRecord> {
  const { token, destination, store, verified } = request;
  const reference = newSecretReference(engine.host);
  const now = engine.host.clock.now().toISOString();
  const record: TokenRecord = {
    store: store.id,
    reference,
    fingerprint: tokenFingerprint(token, reference),
    destination,
    enteredAt: now,
    ...(verified ? { verifiedAt: now } : {}),
  };
  const call = writeCall(engine);
  await store.write(reference, sealToken({ profileId: profile.id, destination, token }), call);
  let former: TokenRecord | undefined;
  try {
    former = await engine.tokens.replace(profile.id, record);
  } catch (error) {
    await store.remove(reference, call).catch(() => undefined);
    throw error;
  }
  if (former !== undefined) await removeFormer(engine, profile, former);
  return record;
}

/** Deadline and manners of a call that changes a store. */
export function writeCall(engine: Engine) {
  const interactive = engine.ask !== undefined;
  return { interactive, deadlineMs: interactive ? WRITE_DEADLINE_WITH_PROMPT_MS : WRITE_DEADLINE_MS };
}

async function removeFormer(engine: Engine, profile: Pick<Profile, "name">, former: TokenRecord): Promise<void> {
  const store = storeOf(engine, former.store);
  try {
    await store.remove(former.reference, writeCall(engine));
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    engine.notify({
      level: "warning",
      message: `The new token of profile ${profile.name} is stored, but its former one could not be removed from ${store.title}: ${error.message}`,
      remedy: error.remedy,
    });
  }
}
