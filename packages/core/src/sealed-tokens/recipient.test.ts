import { expect, test } from "vitest";
import { type Recipient, recipientKind, recipientsFault } from "./recipient.ts";

const ANNA: Recipient = { name: "anna", key: `age1${"q".repeat(58)}` };
const BEN: Recipient = { name: "ben", key: `age1${"z".repeat(58)}` };
const PQ: Recipient = { name: "pia", key: `age1pq1${"q".repeat(1000)}` };

test.each([
  [ANNA.key, "x25519"],
  [PQ.key, "post-quantum"],
  ["age1yubikey1qqqqqq", undefined],
  ["age1tag1qqqqqq", undefined],
  ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5", undefined],
  ["AGE-SECRET-KEY-1QQQQQQ", undefined],
  [ANNA.key.toUpperCase(), undefined],
  [`${ANNA.key}\n`, undefined],
  ["", undefined],
])("%s is of the kind %s", (key, kind) => {
  expect(recipientKind(key)).toBe(kind);
});

test("A list is refused if it is empty, names a key twice or has an invalid key", () => {
  expect(recipientsFault([])).toEqual({ kind: "none" });
  expect(recipientsFault([ANNA, BEN])).toBeUndefined();
  expect(recipientsFault([ANNA, { name: "mallory", key: "ssh-rsa AAAA" }])).toMatchObject({ kind: "unknown-key" });
  expect(recipientsFault([ANNA, { name: "other", key: ANNA.key }])).toEqual({
    kind: "same-key",
    names: ["anna", "other"],
  });
});

test("Post-quantum recipients do not mix with others", () => {
  expect(recipientsFault([PQ])).toBeUndefined();
  expect(recipientsFault([ANNA, BEN, PQ])).toEqual({ kind: "mixed", postQuantum: PQ, other: ANNA });
  expect(recipientsFault([PQ, BEN])).toEqual({ kind: "mixed", postQuantum: PQ, other: BEN });
});
