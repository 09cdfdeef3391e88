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
 * Reads a record's token, which is bound to the record's destination: the caller must first compare that with where the token would
 * go. Accesses one store once. Throws `TOKEN_MISSING` or a `STORE_*` error.
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
    message: `The token of profile ${name} is no longer in ${store}: another program removed it.`,
    remedy: [`Enter it again: k6p login ${name}`],
    details: { profile: name },
  });
}

function unusable({ name }: Owner, store: string, kind: "mismatch" | "corrupt"): K6pError {
  const what = kind === "corrupt" ? "was not stored by k6p" : "belongs to another profile or destination";
  return new K6pError(kind === "corrupt" ? "STORE_CORRUPT" : "STORE_MISMATCH", {
    message: `Not using the token of profile ${name} in ${store}: it ${what}.`,
    remedy: [`Enter the token again: k6p login ${name}`],
    details: { profile: name },
  });
}
