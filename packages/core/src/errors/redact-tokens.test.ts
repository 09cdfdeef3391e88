import { expect, it } from "vitest";
import { looksLikeToken, redactTokens } from "./redact-tokens.ts";

it.each([
  ['There is no profile named "glsa_abcdefghijkl0123".', 'There is no profile named "glsa_…".'],
  ["k6p login glc_eyJvIjoiMSJ9== --no-verify", "k6p login glc_… --no-verify"],
  ["profile prod", "profile prod"],
])("A text that repeats %s shows no token", (text, shown) => {
  expect(redactTokens(text)).toBe(shown);
});

it("A name is told from a token", () => {
  expect(["glsa_abcdefghijkl0123", "prod", "glc"].map(looksLikeToken)).toEqual([true, false, false]);
});
