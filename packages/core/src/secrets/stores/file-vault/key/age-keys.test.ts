import { expect, test } from "vitest";
import { parseAgeKeys } from "./age-keys.ts";

const KEY = "AGE-SECRET-KEY-1QQPQYTUJ9DTDDQ6LCEYWHHMTW5CCQFQM3QFQXQYC0QYQSZQGPQYQS5Z52V";

test("Keys are read as age-keygen writes them, whatever ends the lines", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = ["# created: 2026-01-01T00:00:00Z", "# public key: age1abc", KEY, "", `  ${KEY}  `].join(end);
    expect(parseAgeKeys(text)).toEqual({ kind: "keys", keys: [KEY, KEY] });
  }
  expect(parseAgeKeys(KEY)).toEqual({ kind: "keys", keys: [KEY] });
});

test.each([
  ["", "holds no key"],
  ["# only a comment\n", "holds no key"],
  ["age1qqpqytuj9dtddq6lceywhhmtw5ccqfqm", "not an age key"],
  [`${KEY}\nAGE-PLUGIN-YUBIKEY-1QQQ`, "not an age key"],
  [KEY.toLowerCase(), "not an age key"],
  ["-----BEGIN AGE ENCRYPTED FILE-----\nabc", "is encrypted"],
  ["age-encryption.org/v1\n-> scrypt", "is encrypted"],
  [`${KEY}\nAGE-SECRET-KEY-PQ-1QQQ`, "mixes post-quantum keys"],
  [`AGE-SECRET-KEY-PQ-1QQQ\n${KEY}`, "mixes post-quantum keys"],
])("%j is told for what it is", (text, reason) => {
  expect(parseAgeKeys(text)).toEqual({ kind: "invalid", reason: expect.stringContaining(reason) });
});
