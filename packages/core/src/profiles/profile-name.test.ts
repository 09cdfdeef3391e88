import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";
import { isProfileName, sameProfileName } from "./profile-name.ts";

describe("the name of a profile", () => {
  it.each(["a", "prod", "Prod-2", "acme.eu_west", "0", "x".repeat(64)])("may be %s", (name) => {
    expect(isProfileName(name)).toBe(true);
  });

  it.each([
    "",
    "-",
    "-x",
    ".hidden",
    "..",
    "a/b",
    "a\\b",
    "a b",
    "a\n",
    "x".repeat(65),
    "__proto__",
    "constructor",
    "Prototype",
    "CON",
    "nul",
    "com1",
    "lpt9.txt",
    "dot.",
    "x.json",
    "\u202eprod",
    "prod\u001b]52;c;x\u0007",
    "pröd",
  ])("may not be %j", (name) => {
    expect(isProfileName(name)).toBe(false);
  });

  it("means the same profile in any case", () => {
    expect(sameProfileName("Prod", "pROD")).toBe(true);
    expect(sameProfileName("prod", "prod2")).toBe(false);
  });
});

describe("the nearest name", () => {
  it.each([
    ["porduction", "production"],
    ["prd", "prod"],
    ["PROD", "prod"],
    ["stagin", "staging"],
    ["stag", "staging"],
  ])("to %s is %s", (typed, meant) => {
    expect(nearestName(typed, ["dev", "prod", "production", "staging"])).toBe(meant);
  });

  it("is none when nothing is close", () => {
    expect(nearestName("customer-a", ["dev", "prod"])).toBeUndefined();
    expect(nearestName("x", [])).toBeUndefined();
  });
});
