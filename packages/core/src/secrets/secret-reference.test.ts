import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { isSecretReference, newSecretReference } from "./secret-reference.ts";

test("A new reference has 26 characters that every file system tells apart", () => {
  for (let count = 0; count < 200; count += 1) expect(newSecretReference({ randomBytes })).toMatch(/^[a-z2-7]{26}$/);
});

test("Every character of a reference comes from its own random byte", () => {
  const bytes = (count: number) => Uint8Array.from({ length: count }, (_, index) => index + 224);
  expect(newSecretReference({ randomBytes: bytes })).toBe("abcdefghijklmnopqrstuvwxyz");
});

test("Only a whole reference is one", () => {
  expect(isSecretReference(newSecretReference({ randomBytes }))).toBe(true);
  for (const text of [
    "",
    "a".repeat(25),
    "a".repeat(27),
    `${"a".repeat(25)}1`,
    `${"a".repeat(25)}A`,
    `../${"a".repeat(23)}`,
    `${"a".repeat(26)}\n`,
  ]) {
    expect(isSecretReference(text)).toBe(false);
  }
});
