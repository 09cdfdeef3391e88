import { expect, it } from "vitest";
import { relativeAge } from "./relative-age.ts";

const now = new Date("2026-03-10T12:00:00Z");

it.each([
  ["2026-03-10T11:59:30Z", "a moment"],
  ["2026-03-11T00:00:00Z", "a moment"],
  ["2026-03-10T11:58:59Z", "1 minute"],
  ["2026-03-10T01:00:00Z", "11 hours"],
  ["2026-03-07T11:00:00Z", "3 days"],
  ["2023-03-10T12:00:00Z", "3 years"],
  ["yesterday", "unknown"],
])("%s was %s ago", (point, age) => {
  expect(relativeAge(point, now)).toBe(age);
});
