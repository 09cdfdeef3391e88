import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "../secrets/secret.ts";
import { unwrapToken, wrapToken } from "./token-envelope.ts";
import { tokenFingerprint } from "./token-fingerprint.ts";

const DESTINATION = {
  stackUrl: "https://acme.grafana.net",
  stackId: 12345,
  api: "https://api.k6.io",
  ingest: "https://ingest.k6.io",
};
const PROFILE = "abcdefghijklmnopqrstuvwxyz";
const TOKEN = new Secret("token-for-the-envelope-test");
const SEALED = wrapToken({ profileId: PROFILE, destination: DESTINATION, token: TOKEN });

describe("a sealed token", () => {
  it("opens for the profile and destination that it was sealed for", () => {
    const opened = unwrapToken(SEALED, { profileId: PROFILE, destination: DESTINATION });
    expect(opened.kind === "opened" && opened.token.equals(TOKEN)).toBe(true);
  });

  it("opens for nothing else", () => {
    expect(unwrapToken(SEALED, { profileId: "b".repeat(26), destination: DESTINATION })).toEqual({
      kind: "mismatch",
      parts: ["profile"],
    });
    const elsewhere = { ...DESTINATION, stackId: 1, api: "https://evil.example" };
    expect(unwrapToken(SEALED, { profileId: PROFILE, destination: elsewhere })).toEqual({
      kind: "mismatch",
      parts: ["stackId", "api"],
    });
  });

  it("is one short line of ASCII, even for the longest token and stack", () => {
    const token = new Secret("t".repeat(512));
    const destination = { ...DESTINATION, stackUrl: `https://${"s".repeat(63)}.grafana.net` };
    const sealed = wrapToken({ profileId: PROFILE, destination, token }).reveal();
    expect(sealed).toMatch(/^k6p1\.[A-Za-z0-9_-]+$/);
    expect(sealed.length).toBeLessThanOrEqual(1200);
  });

  it("is recognised as corrupt when it is anything else", () => {
    const wanted = { profileId: PROFILE, destination: DESTINATION };
    const texts = fc.oneof(
      fc.string(),
      fc.string().map((text) => `k6p1.${text}`),
      fc.jsonValue().map((value) => `k6p1.${Buffer.from(JSON.stringify(value)).toString("base64url")}`),
    );
    fc.assert(fc.property(texts, (text) => unwrapToken(new Secret(text), wanted).kind !== "opened"));
  });

  it("does not show the token to a casual look", () => {
    expect(SEALED.reveal()).not.toContain(TOKEN.reveal());
    expect(`${String(SEALED)} ${JSON.stringify({ SEALED })}`).not.toContain("k6p1");
  });
});

describe("the fingerprint of a token", () => {
  it("is the same for the same token and salt, and another for any other", () => {
    expect(tokenFingerprint(TOKEN, "one")).toBe(tokenFingerprint(new Secret(TOKEN.reveal()), "one"));
    expect(tokenFingerprint(TOKEN, "one")).not.toBe(tokenFingerprint(TOKEN, "two"));
    expect(tokenFingerprint(TOKEN, "one")).not.toBe(tokenFingerprint(new Secret("another-token"), "one"));
  });
});
