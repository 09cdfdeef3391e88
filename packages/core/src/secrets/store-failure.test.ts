import { describe, expect, test } from "vitest";
import type { StoreFailure } from "./secret-store.ts";
import { storeChangeFailure, storeFailure } from "./store-failure.ts";

const KEYRING = { id: "keyring", title: "the system keyring" } as const;
const VAULT = { id: "file", title: "the encrypted file vault" } as const;

function failure(kind: StoreFailure["kind"]): StoreFailure {
  return { kind, reason: "Something is wrong.", remedy: ["Fix it."] };
}

describe("A token that cannot be read", () => {
  test.each([
    ["locked", "STORE_LOCKED"],
    ["unavailable", "STORE_UNAVAILABLE"],
    ["timeout", "STORE_TIMEOUT"],
    ["corrupt", "STORE_CORRUPT"],
    ["mismatch", "STORE_MISMATCH"],
  ] as const)("(%s) is %s, and names the profile and the store", (kind, code) => {
    expect(storeFailure(KEYRING, failure(kind), "prod")).toMatchObject({
      code,
      exitCode: 5,
      message: "The token of profile prod could not be read from the system keyring. Something is wrong.",
      details: { store: "keyring", problem: kind, profile: "prod" },
    });
  });

  test("can be entered again, and for the keyring also elsewhere", () => {
    expect(storeFailure(KEYRING, failure("locked"), "prod").remedy).toEqual([
      "Fix it.",
      "Or enter the token again into the encrypted file vault: k6p login prod --store file",
    ]);
    expect(storeFailure(VAULT, failure("corrupt"), "prod").remedy).toEqual([
      "Fix it.",
      "Or enter the token again: k6p login prod",
    ]);
  });
});

test("A change that failed says what was not done, and offers the vault where it would help", () => {
  const stored = storeChangeFailure(KEYRING, failure("locked"), "stored");
  expect(stored.message).toBe("Nothing was stored in the system keyring. Something is wrong.");
  expect(stored.remedy.join("\n")).toContain("export K6P_STORE=file");
  expect(storeChangeFailure(KEYRING, failure("locked"), "removed").message).toContain(
    "Nothing was removed from the system keyring.",
  );
  expect(storeChangeFailure(KEYRING, failure("locked"), "removed").remedy).toEqual(["Fix it."]);
  expect(storeChangeFailure(VAULT, failure("unavailable"), "stored").remedy).toEqual(["Fix it."]);
});
