import { expect, it } from "vitest";
import { Deadline } from "./deadline.ts";

it("a deadline gives the whole milliseconds that are left of it, and at least one", () => {
  let now = 1000.25;
  const deadline = new Deadline({ clock: { monotonicMs: () => now } }, 500);
  expect([deadline.totalMs, deadline.remainingMs()]).toEqual([500, 500]);
  now += 499.5;
  expect(deadline.remainingMs()).toBe(1);
  now += 10_000;
  expect(deadline.remainingMs()).toBe(1);
});
