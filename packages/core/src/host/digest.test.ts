import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { digest, keyedDigest } from "./digest.ts";

it("gives the SHA-256 that Node gives, of bytes and of texts", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "binary", maxLength: 300 })), (data) => {
      expect(digest(data).toString("hex")).toBe(createHash("sha256").update(data).digest("hex"));
    }),
    { numRuns: 40 },
  );
});

it("gives the HMAC-SHA-256 that Node gives, for keys of any length", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(
    fc.property(text, text, (key, data) => {
      expect(keyedDigest(key, data).toString("hex")).toBe(createHmac("sha256", key).update(data).digest("hex"));
    }),
    { numRuns: 40 },
  );
});
