import { isTokenOf, markOf } from "../../credentials/recognise-token.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import { isKept, type ReferredToken, type TokenRecord } from "../../credentials/token-record.ts";
import { marksAfter } from "../../credentials/token-records.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Parts } from "../../engine/engine.ts";

/**
 * Notes that a reference gives another token than before, so that the new one is recognised in k6's file. A record that cannot be
 * written is no reason to fail: it costs a wrong answer of `profile current`, and a warning says so.
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
      message: `The token of profile ${profile.name} has changed, and that could not be noted: ${error.message} Until then k6p does not recognise it in k6's file.`,
      remedy: error.remedy,
    });
  }
}

/** Whether Grafana Cloud accepts the new token is not known. */
function renewed(engine: Parts<"host">, record: ReferredToken, token: Secret): ReferredToken {
  const { salt } = markOf(record);
  const enteredAt = engine.host.clock.now().toISOString();
  const fingerprint = tokenFingerprint(token, salt);
  return { ...record, fingerprint, enteredAt, verifiedAt: undefined, formerly: marksAfter(record) };
}
