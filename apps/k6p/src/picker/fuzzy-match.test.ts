import fc from "fast-check";
import { expect, it } from "vitest";
import { fuzzyMatch } from "./fuzzy-match.ts";

const scoreOf = (term: string, text: string): number => fuzzyMatch(term, text)?.score ?? Number.NaN;

it("finds the letters of a term in their order, whatever their case", () => {
  expect(fuzzyMatch("pc", "Prod-Checkout")?.marks).toEqual([0, 5]);
  expect(fuzzyMatch("cp", "prod-checkout")).toBeUndefined();
  expect(fuzzyMatch("x", "prod")).toBeUndefined();
  expect(fuzzyMatch("", "prod")).toEqual({ score: 0, marks: [] });
  expect(fuzzyMatch("p", "")).toBeUndefined();
});

it("prefers beginnings, beginnings of words, and letters side by side", () => {
  expect(scoreOf("prod", "prod-eu")).toBeGreaterThan(scoreOf("prod", "my-prod"));
  expect(scoreOf("prod", "my-prod")).toBeGreaterThan(scoreOf("prod", "p-r-o-d"));
  expect(scoreOf("eu", "prod-eu")).toBeGreaterThan(scoreOf("eu", "neutral"));
  expect(fuzzyMatch("cb", "abc-customer-b")?.marks).toEqual([4, 13]);
});

it("marks the letters of the term, each at a place of its own, for any text", () => {
  const letters = fc.stringMatching(/^[abc-]{0,12}$/);
  fc.assert(
    fc.property(letters, letters, (term, text) => {
      const match = fuzzyMatch(term, text);
      const isSubsequence = new RegExp(Array.from(term, (letter) => `${letter}.*`).join("")).test(text);
      expect(match !== undefined).toBe(isSubsequence);
      expect(match?.marks.map((at) => text[at]).join("") ?? term).toBe(term);
      expect(match?.marks.toSorted((one, other) => one - other)).toEqual(match?.marks);
    }),
  );
});
