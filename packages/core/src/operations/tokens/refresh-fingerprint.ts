import { isTokenOf, markOf } from "../../credentials/recognise-token.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import { isKept, type ReferredToken, type TokenRecord } from "../../credentials/token-record.ts";
import { marksAfter } from "../../credentials/token-records.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Parts } from "../../engine/engine.ts";

/**
 * Records that a reference yields a new token, so that k6p recognizes it in k6's file. Warns if the record cannot be written; only
 * `profile current` is wrong then.
 */
export async function refreshFingerprint(
  engine: Parts<"host" | "tokens" | "notify">,
  profile: Pick<Profile, "id" | "name">,
  { record, token }: { readonly record: TokenRecord; readonly token: Secret },
): Promise<void> {
  if (isKept(record) || isTokenOf(record, token)) return;
  try {
    await engine.tokens.exchange(profile.id, record, renewed(engine, record, token));
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    engine.notify({
      level: "warning",
      message: `Could not record the new token of profile ${profile.name}, so k6p cannot recognize it in k6's file: ${error.message}`,
      remedy: error.remedy,
    });
  }
}

/** Unverified: it is unknown whether Grafana Cloud accepts the new token. */
function renewed(engine: Parts<"host">, record: ReferredToken, token: Secret): ReferredToken {
  const { salt } = markOf(record);
  const enteredAt = engine.host.clock.now().toISOString();
  const fingerprint = tokenFingerprint(token, salt);
  return { ...record, fingerprint, enteredAt, verifiedAt: undefined, previous: marksAfter(record) };
}
