import { foldKey } from "./fold-key.ts";
import { decodeJsonString } from "../json-text/json-string.ts";
import { readJsonObject } from "../json-text/read-json-object.ts";

const LARGEST_INT64 = 2n ** 63n - 1n;
const SMALLEST_INT64 = -(2n ** 63n);

/** A value of k6's configuration as k6 holds it: only a valid one counts, though an invalid one still carries what was there before. */
export interface Nullable<Value> {
  readonly value: Value;
  readonly valid: boolean;
}

export const NO_INTEGER: Nullable<bigint> = { value: 0n, valid: false };
export const NO_TEXT: Nullable<string> = { value: "", valid: false };
export const NO_FLAG: Nullable<boolean> = { value: false, valid: false };

/** What a nullable integer is after k6 has read a JSON value into it; undefined when k6 refuses the value. */
export function readNullableInteger(source: string, before: Nullable<bigint>): Nullable<bigint> | undefined {
  if (source === "null" || source === '""') return { value: before.value, valid: false };
  if (source.startsWith("{")) return readWrapped(source, { name: "INT64", before: before.value, read: parseGoInteger });
  return asValid(parseGoInteger(source.startsWith('"') ? decodeJsonString(source) : source));
}

/** What a nullable text is after k6 has read a JSON value into it; undefined when k6 refuses the value. */
export function readNullableText(source: string, before: Nullable<string>): Nullable<string> | undefined {
  if (source === "null") return { value: before.value, valid: false };
  if (source.startsWith("{")) return readWrapped(source, { name: "STRING", before: before.value, read: readText });
  return asValid(readText(source));
}

/** What a nullable yes or no is after k6 has read a JSON value into it; undefined when k6 refuses the value. */
export function readNullableFlag(source: string, before: Nullable<boolean>): Nullable<boolean> | undefined {
  if (source === "null") return { value: before.value, valid: false };
  if (source.startsWith("{")) return readWrapped(source, { name: "BOOL", before: before.value, read: readFlag });
  return asValid(readFlag(source));
}

/** A decimal integer of 64 bits as Go's strconv reads it; undefined for anything else. */
export function parseGoInteger(text: string): bigint | undefined {
  const [, sign, digits] = /^([+-]?)0*([0-9]{1,19})$/.exec(text) ?? [];
  if (sign === undefined || digits === undefined) return undefined;
  const value = sign === "-" ? -BigInt(digits) : BigInt(digits);
  return value >= SMALLEST_INT64 && value <= LARGEST_INT64 ? value : undefined;
}

function readFlag(source: string): boolean | undefined {
  return source === "true" || source === "false" ? source === "true" : undefined;
}

function readText(source: string): string | undefined {
  return source.startsWith('"') ? decodeJsonString(source) : undefined;
}

function asValid<Value>(value: Value | undefined): Nullable<Value> | undefined {
  return value === undefined ? undefined : { value, valid: true };
}

interface Wrapped<Value> {
  /** Folded name of the member that holds the value. */
  readonly name: string;
  readonly before: Value;
  readonly read: (source: string) => Value | undefined;
}

/** The form `{"Int64": 5, "Valid": true}`: k6 takes it, and takes the value as valid whatever `Valid` says. */
function readWrapped<Value>(source: string, { name, before, read }: Wrapped<Value>): Nullable<Value> | undefined {
  let value = before;
  for (const member of readJsonObject(source, 0)?.members ?? []) {
    const inner = source.slice(member.valueStart, member.end);
    const key = foldKey(member.key);
    if (inner === "null") continue;
    if (key === "VALID" && inner !== "true" && inner !== "false") return undefined;
    if (key !== name) continue;
    const taken = read(inner);
    if (taken === undefined) return undefined;
    value = taken;
  }
  return { value, valid: true };
}
