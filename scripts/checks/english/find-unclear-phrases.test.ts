import { expect, test } from "vitest";
import { findUnclearPhrases } from "./find-unclear-phrases.ts";

// Put together here, because this file is checked as well.
const words = (...parts: string[]): string => parts.join("");

test.each([
  ["a predicate without not", words("The file is no", " JSON.")],
  ["an old word for previous", words("The for", "mer profile")],
  ["an old word for again", words("The token is sealed a", "new.")],
  ["a passive of telling", words("Which profile is active cannot be", " told.")],
  ["an actor without a face", words("Who", "ever opens it")],
  ["a trailing too", words("It works there", ", to", "o.")],
])("finds %s", (_kind, sentence) => {
  expect(findUnclearPhrases(`A plain line.\n${sentence}\n`)).toEqual([{ line: 2, reason: expect.any(String) }]);
});

test.each([
  "k6p now uses the previous profile again.",
  "You have not trusted the sealed token of profile prod.",
  "The token is too old.",
])("leaves a plain sentence alone: %s", (sentence) => {
  expect(findUnclearPhrases(sentence)).toEqual([]);
});

test("a line may quote a phrase when it says so", () => {
  expect(findUnclearPhrases(`| ${words("for", "merly")} | previously | <!-- plain-english: allow -->`)).toEqual([]);
});
