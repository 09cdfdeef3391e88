const KEY = /^AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]+$/;

/** Never empty, and all of one kind. */
export type AgeKeys = readonly [string, ...string[]];

export type ParsedKeys =
  | { readonly kind: "keys"; readonly keys: AgeKeys }
  | { readonly kind: "invalid"; readonly reason: string };

/** The secret keys in a text of the form that `age-keygen` writes: one a line, with comments. */
export function parseAgeKeys(text: string): ParsedKeys {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  if (/^(age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE-----)/.test(lines[0] ?? "")) {
    return { kind: "invalid", reason: "is encrypted; k6p expects a key wrapped by a passphrase in identity.age" };
  }
  const [first, ...more] = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (first === undefined) return { kind: "invalid", reason: "holds no key" };
  const keys: AgeKeys = [first, ...more];
  if (!keys.every((key) => KEY.test(key))) {
    return { kind: "invalid", reason: "contains something that is not an age key (AGE-SECRET-KEY-1…)" };
  }
  // A post-quantum key protects nothing when the same secrets are also encrypted to a key of the other kind.
  if (new Set(keys.map(isPostQuantum)).size > 1) {
    return { kind: "invalid", reason: "mixes post-quantum keys (AGE-SECRET-KEY-PQ-1…) with others" };
  }
  return { kind: "keys", keys };
}

export function isPostQuantum(key: string): boolean {
  return key.startsWith("AGE-SECRET-KEY-PQ-");
}
