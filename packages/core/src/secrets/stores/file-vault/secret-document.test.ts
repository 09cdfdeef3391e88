import fc from "fast-check";
import { expect, test } from "vitest";
import { openDocument, sealDocument } from "./secret-document.ts";

const reference = "a".repeat(26);

test("Any text comes out as it went in, from a document of a multiple of 512 bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      const document = sealDocument(reference, text);
      expect(Buffer.byteLength(document) % 512).toBe(0);
      expect(openDocument(reference, document)).toEqual({ kind: "opened", text });
    }),
  );
});

test("Documents of tokens of usual lengths have the same size", () => {
  const sizes = [46, 64, 150, 220].map((length) => sealDocument(reference, "x".repeat(length)).length);
  expect(new Set(sizes)).toEqual(new Set([512]));
});

test("A document is only opened under its own reference", () => {
  expect(openDocument("b".repeat(26), sealDocument(reference, "text"))).toEqual({ kind: "mismatch" });
});

test.each(["", " ".repeat(512), "null", "[]", "text", '{"v":2,"reference":"x","secret":"y"}', '{"v":1,"secret":7}'])(
  "%j is no document",
  (document) => {
    expect(openDocument(reference, document)).toEqual({ kind: "corrupt" });
  },
);
