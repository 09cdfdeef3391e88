import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { createNodeHost } from "../host/node/node-host.ts";
import { Secret } from "../secrets/secret.ts";
import { LooseSecrets } from "./loose-secrets.ts";
import { isTokenOf, wasTokenOf } from "./recognise-token.ts";
import { tokenFingerprint } from "./token-fingerprint.ts";
import { keepingStore, type KeptToken, type ReferredToken, type TokenRecord } from "./token-record.ts";
import { TokenRecords } from "./token-records.ts";

const PROFILE = "a".repeat(26);
const FACTS = {
  destination: {
    stackUrl: "https://acme.grafana.net",
    stackId: 1,
    api: "https://api.k6.io",
    ingest: "https://i.k6.io",
  },
  enteredAt: "2026-01-02T03:04:05.000Z",
};

function kept(token: string, letter = "b"): KeptToken {
  const reference = letter.repeat(26);
  return { ...FACTS, store: "file", reference, fingerprint: tokenFingerprint(new Secret(token), reference) };
}

function referred(token: string, letter = "c"): ReferredToken {
  const salt = letter.repeat(26);
  const reference = { program: "/usr/bin/op", arguments: ["read", "op://a/b/c"], recipe: "op" };
  return { ...FACTS, store: "command", reference, salt, fingerprint: tokenFingerprint(new Secret(token), salt) };
}

let home: string;
let records: TokenRecords;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "k6p-records-"));
  const host = createNodeHost({ env: {}, homeDirectory: home, workingDirectory: home });
  const dataDirectory = join(home, "data");
  const looseSecrets = new LooseSecrets({ host, dataDirectory });
  records = new TokenRecords({ host, dataDirectory, lockDirectory: join(home, "locks"), looseSecrets });
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof K6pError) return error.code;
    throw error;
  }
}

describe("The record of a token", () => {
  const RECORDS: readonly TokenRecord[] = [
    kept("token-one"),
    { ...kept("token-one"), store: "keyring", verifiedAt: "2026-01-02T03:04:05.000Z" },
    referred("token-one"),
    {
      ...FACTS,
      store: "command",
      reference: {
        program: "/usr/bin/pass",
        arguments: ["show", "x"],
        recipe: "pass",
        firstLine: true,
        field: "token",
      },
      salt: "d".repeat(26),
      fingerprint: "f",
    },
    { ...FACTS, store: "env", reference: { variable: "K6_PROD" }, salt: "d".repeat(26), fingerprint: "f" },
    { ...FACTS, store: "plain-file", reference: { path: "/run/x" }, salt: "d".repeat(26), fingerprint: "f" },
  ];

  test.each(RECORDS.map((record) => [record.store, record] as const))(
    "in %s is read back as it was written",
    async (_, record) => {
      expect(await records.replace(PROFILE, record)).toBeUndefined();
      expect(records.find(PROFILE)).toEqual(record);
    },
  );

  test("says which store k6p keeps the token in, and none for a reference", () => {
    expect(keepingStore(kept("token-one"))).toBe("file");
    expect(keepingStore(referred("token-one"))).toBeUndefined();
    expect(keepingStore(undefined)).toBeUndefined();
  });

  test("recognises the profile's token, and the five before it", async () => {
    for (const [index, letter] of [..."bcdefgh"].entries())
      await records.replace(
        PROFILE,
        index % 2 === 0 ? kept(`token-${letter}`, letter) : referred(`token-${letter}`, letter),
      );
    const record = records.find(PROFILE);
    if (record === undefined) throw new Error("no record");
    const known = [..."bcdefgh"].map((letter) => new Secret(`token-${letter}`));
    expect(known.map((token) => isTokenOf(record, token))).toEqual([false, false, false, false, false, false, true]);
    expect(known.map((token) => wasTokenOf(record, token))).toEqual([false, true, true, true, true, true, false]);
    expect(readFileSync(records.pathOf(PROFILE), "utf8")).not.toContain("token-");
  });

  test("is exchanged only for the one that was looked at", async () => {
    const [first, second, third] = [kept("token-one"), referred("token-two"), kept("token-three", "e")];
    await records.replace(PROFILE, first);
    expect(await records.exchange(PROFILE, second, third)).toBe(false);
    expect(records.find(PROFILE)).toEqual(first);
    expect(await records.exchange(PROFILE, first, second)).toBe(true);
    expect(records.find(PROFILE)).toEqual(second);
    expect(await records.exchange("z".repeat(26), first, second)).toBe(false);
    expect(records.find("z".repeat(26))).toBeUndefined();
  });

  test("is said to point to what a store keeps whenever that cannot be ruled out", async () => {
    await records.replace(PROFILE, kept("token-one"));
    expect(records.mayPointTo(PROFILE, "b".repeat(26))).toBe(true);
    expect(records.mayPointTo(PROFILE, "c".repeat(26))).toBe(false);
    writeFileSync(records.pathOf(PROFILE), "{");
    expect(records.mayPointTo(PROFILE, "c".repeat(26))).toBe(true);
  });

  test.each([
    ["nothing", "", "STORE_CORRUPT"],
    ["an unknown store", '{"version":1,"store":"paper"}', "STORE_CORRUPT"],
    ["a newer version, whatever is in it", '{"version":2,"store":"paper"}', "PROFILE_TOO_NEW"],
    ["a path as reference", JSON.stringify({ version: 1, ...kept("x"), reference: "../../identity" }), "STORE_CORRUPT"],
    [
      "a shell line as command",
      JSON.stringify({ version: 1, ...referred("x"), reference: "op read" }),
      "STORE_CORRUPT",
    ],
  ])("with %s is refused", async (_, text, code) => {
    await records.replace(PROFILE, kept("token-one"));
    writeFileSync(records.pathOf(PROFILE), text);
    expect(codeOf(() => records.find(PROFILE))).toBe(code);
  });
});
