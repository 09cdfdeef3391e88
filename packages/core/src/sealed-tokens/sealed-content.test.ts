import fc from "fast-check";
import { expect, test } from "vitest";
import { Secret } from "../secrets/secret.ts";
import {
  bindingDifferences,
  formatSealedContent,
  parseSealedContent,
  type SealedBinding,
  type SealedContent,
} from "./sealed-content.ts";

const BINDING: SealedBinding = {
  profile: "prod",
  profileId: "abcdefghijklmnopqrstuvwxyz",
  destination: {
    stackUrl: "https://acme.grafana.net",
    stackId: 1,
    api: "https://api.k6.io",
    ingest: "https://in.k6.io",
  },
};
const content = (token: string): SealedContent => ({
  ...BINDING,
  token: new Secret(token),
  sealedAt: "2026-01-01T00:00:00.000Z",
  recipients: [{ name: "anna", key: "age1q" }],
});
const chance = (byte: number) => ({ randomBytes: () => Uint8Array.of(byte) });

test("What was sealed is read back, whatever the token and the padding", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_+/.~-]{8,510}={0,2}$/), fc.nat(255), (token, byte) => {
      const document = formatSealedContent(chance(byte), content(token));
      expect(Buffer.byteLength(document) % 512).toBe(0);
      const parsed = parseSealedContent(document);
      expect(parsed.kind === "content" && parsed.content.token.reveal()).toBe(token);
      expect(parsed.kind === "content" && parsed.content).toMatchObject(BINDING);
    }),
    { numRuns: 100 },
  );
});

test("Up to three random blocks are added, so that even the number of blocks reveals little", () => {
  const lengths = [0, 1, 2, 3].map((byte) => formatSealedContent(chance(byte), content("short-token")).length);
  expect(lengths).toEqual([512, 1024, 1536, 2048]);
});

test.each([
  ["", "corrupt"],
  ["{}", "corrupt"],
  ["[]", "corrupt"],
  ['{"version":1,"token":"abc"}', "corrupt"],
  ['{"version":2}', "too-new"],
])("%j is %s", (document, kind) => {
  expect(parseSealedContent(document).kind).toBe(kind);
});

test.each([
  { token: "glc_x'; touch y; \nNODE_OPTIONS=1" },
  { token: "glc_\u001b]52;c;x\u0007" },
  { token: "" },
  { destination: { ...BINDING.destination, stackId: -1.5 } },
  { destination: { ...BINDING.destination, stackId: 2 ** 40 } },
  { sealedAt: "\u001b[31myesterday" },
  { profile: "x".repeat(5_000) },
])("%j is nothing that k6p has sealed", (change) => {
  const document = JSON.stringify({ version: 1, ...content("t"), token: "glc_0123456789", ...change });
  expect(parseSealedContent(document).kind).toBe("corrupt");
});

test("Every part of the binding counts", () => {
  expect(bindingDifferences(content("t"), BINDING)).toEqual([]);
  const { destination } = BINDING;
  const others: readonly (readonly [Partial<SealedBinding>, string])[] = [
    [{ profile: "staging" }, "profile"],
    [{ profileId: "another" }, "profileId"],
    [{ destination: { ...destination, stackUrl: "https://other.grafana.net" } }, "stackUrl"],
    [{ destination: { ...destination, stackId: 2 } }, "stackId"],
    [{ destination: { ...destination, api: "https://evil.example" } }, "api"],
    [{ destination: { ...destination, ingest: "https://evil.example" } }, "ingest"],
    [{ destination: { ...destination, logs: "wss://evil.example" } }, "logs"],
    [{ destination: { ...destination, traces: "evil.example:443" } }, "traces"],
    [{ destination: { ...destination, build: "https://evil.example" } }, "build"],
  ];
  for (const [change, part] of others) expect(bindingDifferences({ ...BINDING, ...change }, BINDING)).toEqual([part]);
});
