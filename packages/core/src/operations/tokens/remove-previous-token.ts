import { isKept, type TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Parts } from "../../engine/engine.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";
import { storeById } from "../../secrets/store-by-id.ts";

/**
 * Removes the token that k6p stored for a profile before its current one; does nothing for a reference. Warns and returns false if the
 * token could not be removed.
 */
export async function removePreviousToken(
  engine: Parts<"stores" | "ask" | "notify">,
  profile: Pick<Profile, "name">,
  previous: TokenRecord | undefined,
): Promise<boolean> {
  if (previous === undefined || !isKept(previous)) return true;
  const store = storeById(engine, previous.store);
  try {
    await store.remove(previous.reference, writeCall(engine, store.id));
    return true;
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    engine.notify({
      level: "warning",
      message: `The new token of profile ${profile.name} is stored, but the previous one could not be removed from ${store.title}: ${error.message}`,
      remedy: error.remedy,
    });
    return false;
  }
}
