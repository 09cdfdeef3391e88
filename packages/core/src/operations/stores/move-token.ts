import { wrapToken } from "../../credentials/token-envelope.ts";
import { isTokenOf } from "../../credentials/recognise-token.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import type { KeptToken, TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { requireReadBack } from "../../secrets/require-read-back.ts";
import type { Secret } from "../../secrets/secret.ts";
import { newSecretReference } from "../../secrets/secret-reference.ts";
import type { SecretStore } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { ProfileWithToken } from "../catalog/profiles-with-token.ts";
import { readStoredToken } from "../tokens/read-stored-token.ts";
import { removePreviousToken } from "../tokens/remove-previous-token.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";

/**
 * Moves one token to another store, with its binding. At every moment, the record points to a store that has it. `copied` if it could
 * not be removed from the old store. Throws `STORE_*` or `TOKEN_MISSING`; the token stays where it was then.
 */
export async function moveToken(
  engine: Parts<"host" | "tokens" | "looseSecrets"> & Needs<typeof readStoredToken>,
  { profile, record }: ProfileWithToken,
  to: SecretStore,
): Promise<"moved" | "copied"> {
  const token = await readStoredToken(engine, profile, record);
  const moved = recordIn(to, record, { token, reference: newSecretReference(engine.host) });
  const sealed = wrapToken({ profileId: profile.id, destination: record.destination, token });
  const call = writeCall(engine, to.id);
  try {
    await to.write(moved.reference, sealed, call);
    requireReadBack(to, sealed, await to.read(moved.reference, call));
    if (!(await engine.tokens.exchange(profile.id, record, moved))) throw changed(profile.name);
  } catch (error) {
    if (!engine.tokens.mayPointTo(profile.id, moved.reference))
      await to.remove(moved.reference, call).catch(() => undefined);
    throw error;
  }
  engine.looseSecrets.release(moved.reference);
  return (await removePreviousToken(engine, profile, record)) ? "moved" : "copied";
}

function recordIn(
  to: SecretStore,
  record: TokenRecord,
  { token, reference }: { readonly token: Secret; readonly reference: string },
): KeptToken {
  const { destination, enteredAt, verifiedAt, previous } = record;
  return {
    store: to.id,
    reference,
    fingerprint: tokenFingerprint(token, reference),
    destination,
    enteredAt,
    // A reference may yield a different token now than the verified one.
    verifiedAt: isTokenOf(record, token) ? verifiedAt : undefined,
    previous,
  };
}

function changed(name: string): K6pError {
  return new K6pError("FILE_CHANGED", {
    message: `Another process replaced the token of profile ${name} at the same time.`,
    remedy: ["Try again."],
    details: { profile: name },
  });
}
