import * as v from "valibot";
import { K6pError } from "../errors/k6p-error.ts";
import type { ExternalReference } from "../secrets/external-reference.ts";
import type { SecretStoreId } from "../secrets/secret-store.ts";
import type { Destination } from "./destination.ts";

const RECORD_VERSION = 1;

/** Identifies a token without revealing it. */
export interface TokenMark {
  readonly salt: string;
  /** Made by `tokenFingerprint` with that salt. */
  readonly fingerprint: string;
}

interface TokenFacts {
  readonly fingerprint: string;
  readonly destination: Destination;
  /** When it was entered or first read, ISO 8601. */
  readonly enteredAt: string;
  /** When Grafana Cloud last accepted the token for this stack, ISO 8601; absent when it was never asked. */
  readonly verifiedAt?: string | undefined;
  /** The profile's tokens before this one, newest first. */
  readonly previous?: readonly TokenMark[] | undefined;
}

/** A token that k6p keeps in one of its stores. */
export interface KeptToken extends TokenFacts {
  readonly store: SecretStoreId;
  /** The store's reference to the wrapped token; also the salt of the fingerprint. */
  readonly reference: string;
}

/** A token that another program keeps and k6p only reads. Only this record binds it to its destination. */
export type ReferredToken = TokenFacts & ExternalReference & { readonly salt: string };

/** Where the token of a profile is and what it is bound to: everything except the token. */
export type TokenRecord = KeptToken | ReferredToken;

export function isKept(record: TokenRecord): record is KeptToken {
  return typeof record.reference === "string";
}

/** The store that k6p keeps the token in; undefined when there is no token or k6p only reads it elsewhere. */
export function keepingStore(record: TokenRecord | undefined): SecretStoreId | undefined {
  return record !== undefined && isKept(record) ? record.store : undefined;
}

const optionalText = v.optional(v.string());
const salt = v.pipe(v.string(), v.regex(/^[a-z2-7]{26}$/));
const mark = v.object({ salt, fingerprint: v.string() });

const facts = {
  version: v.number(),
  fingerprint: v.string(),
  destination: v.object({
    stackUrl: optionalText,
    stackId: v.optional(v.number()),
    api: v.string(),
    ingest: v.string(),
    logs: optionalText,
    traces: optionalText,
    build: optionalText,
  }),
  enteredAt: v.string(),
  verifiedAt: optionalText,
  previous: v.optional(v.array(mark)),
};

const command = v.looseObject({
  program: v.string(),
  arguments: v.array(v.string()),
  recipe: optionalText,
  firstLine: v.optional(v.boolean()),
  field: optionalText,
});

const recordSchema = v.variant("store", [
  v.looseObject({ ...facts, store: v.literal("keyring"), reference: salt }),
  v.looseObject({ ...facts, store: v.literal("file"), reference: salt }),
  v.looseObject({ ...facts, store: v.literal("command"), reference: command, salt }),
  v.looseObject({ ...facts, store: v.literal("env"), reference: v.looseObject({ variable: v.string() }), salt }),
  v.looseObject({ ...facts, store: v.literal("plain-file"), reference: v.looseObject({ path: v.string() }), salt }),
]);

/** The text of a record; the same for the same record, however it came about. */
export function formatTokenRecord(record: TokenRecord): string {
  const { store, reference } = record;
  const first = { version: RECORD_VERSION, store, reference };
  return `${JSON.stringify({ ...first, ...record }, null, 2)}\n`;
}

/** Throws `PROFILE_TOO_NEW` for the record of a newer k6p, and `STORE_CORRUPT` for anything that is not a record; `path` only appears in the error. */
export function parseTokenRecord(text: string, path: string): TokenRecord {
  const value = parseJson(text);
  if (isTooNew(value)) {
    throw new K6pError("PROFILE_TOO_NEW", {
      message: `The record of a stored token (${path}) was written by a newer k6p. Nothing was changed.`,
      remedy: ["Update k6p."],
      details: { file: path },
    });
  }
  const result = v.safeParse(recordSchema, value);
  if (!result.success) {
    throw new K6pError("STORE_CORRUPT", {
      message: `The record of a stored token (${path}) cannot be read.`,
      remedy: ["Remove that file and enter the token again: k6p login NAME"],
      details: { file: path },
    });
  }
  const { version: _, ...record } = result.output;
  return record;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTooNew(value: unknown): boolean {
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  return typeof version === "number" && version > RECORD_VERSION;
}
