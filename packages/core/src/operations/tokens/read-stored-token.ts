import { unwrapToken } from "../../credentials/token-envelope.ts";
import { isKept, type KeptToken, type TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { storeFailure } from "../../secrets/store-failure.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { readExternalToken } from "./read-external-token.ts";
import { readCall } from "../../secrets/store-deadlines.ts";
import { storeById } from "../../secrets/store-by-id.ts";

type Owner = Pick<Profile, "id" | "name">;

/**
 * Reads the token of a record, bound to the record's destination: whether it would go there is for the caller to compare, before.
 * One access to one store. Throws `TOKEN_MISSING` or one of the `STORE_*` errors.
 */
export function readStoredToken(
  engine: Needs<typeof readExternalToken | typeof readKeptToken>,
  profile: Owner,
  record: TokenRecord,
): Promise<Secret> {
  return isKept(record) ? readKeptToken(engine, profile, record) : readExternalToken(engine, profile, record);
}

async function readKeptToken(engine: Parts<"stores" | "ask">, profile: Owner, record: KeptToken): Promise<Secret> {
  const store = storeById(engine, record.store);
  const result = await store.read(record.reference, readCall(engine, store.id));
  if (result.kind === "absent") throw tokenLost(profile, store.title);
  if (result.kind !== "found") throw storeFailure(store, result, profile.name);
  const opened = unwrapToken(result.secret, { profileId: profile.id, destination: record.destination });
  if (opened.kind === "opened") return opened.token;
  throw unusable(profile, store.title, opened.kind);
}

function tokenLost({ name }: Owner, store: string): K6pError {
  return new K6pError("TOKEN_MISSING", {
    message: `The token of profile ${name} is no longer in ${store}: something removed it there.`,
    remedy: [`Enter it again: k6p login ${name}`],
    details: { profile: name },
  });
}

function unusable({ name }: Owner, store: string, kind: "mismatch" | "corrupt"): K6pError {
  const what = kind === "corrupt" ? "is not a token that k6p stored" : "was stored for another profile or destination";
  return new K6pError(kind === "corrupt" ? "STORE_CORRUPT" : "STORE_MISMATCH", {
    message: `What ${store} holds for profile ${name} ${what}. It is not used.`,
    remedy: [`Enter the token again: k6p login ${name}`],
    details: { profile: name },
  });
}
