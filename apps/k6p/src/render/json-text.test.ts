import { expect, it } from "vitest";
import { toJsonText } from "./json-text.ts";

it("has two spaces, a final newline, and nothing that a terminal could obey", () => {
  const text = toJsonText({ a: "\u009b31m\u001b\u202e" });
  expect(text).toBe('{\n  "a": "\\u009b31m\\u001b\\u202e"\n}\n');
  expect(JSON.parse(text)).toEqual({ a: "\u009b31m\u001b\u202e" });
});

it("prints null for undefined", () => {
  expect(toJsonText(undefined)).toBe("null\n");
});
