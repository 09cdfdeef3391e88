import type { Secret } from "../secrets/secret.ts";
import { tokenFingerprint } from "./token-fingerprint.ts";
import { isKept, type TokenMark, type TokenRecord } from "./token-record.ts";

export function markOf(record: TokenRecord): TokenMark {
  return { salt: isKept(record) ? record.reference : record.salt, fingerprint: record.fingerprint };
}

/** Whether a record is of this token. */
export function isTokenOf(record: TokenRecord, token: Secret): boolean {
  return hasMark(markOf(record), token);
}

/** Whether a record's profile had this token before. */
export function wasTokenOf(record: TokenRecord, token: Secret): boolean {
  return (record.previous ?? []).some((previous) => hasMark(previous, token));
}

function hasMark({ salt, fingerprint }: TokenMark, token: Secret): boolean {
  return tokenFingerprint(token, salt) === fingerprint;
}
