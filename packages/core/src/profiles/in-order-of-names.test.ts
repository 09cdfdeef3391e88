import { expect, test } from "vitest";
import { inOrderOfNames } from "./in-order-of-names.ts";

test("Names are in the order of their numbers, whatever their case and leading zeros", () => {
  const sorted = ["0", "1", "2", "10", "a", "a-1", "B", "P2", "p02", "p2x", "p10", "p10a", "p100", "team/p1"];
  expect(inOrderOfNames(sorted.toReversed(), (name) => name)).toEqual(sorted);
});
