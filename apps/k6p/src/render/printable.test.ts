import { Secret } from "@k6p/core/secrets/secret";
import { expect, it } from "vitest";
import { printable } from "./printable.ts";

it("takes terminal sequences and direction changes out of every text, however deep", () => {
  const hostile = { name: "a\u001b[31mb\u009b2J\u202ec", list: [{ "k\u0007": "x\r\ny\tz" }], count: 1, nothing: null };
  expect(printable(hostile)).toEqual({ name: "abc", list: [{ "k ": "x \ny\tz" }], count: 1, nothing: null });
});

it("leaves dates and secrets what they are", () => {
  const value = { at: new Date(0), secret: new Secret("hush") };
  expect(printable(value)).toEqual(value);
});
