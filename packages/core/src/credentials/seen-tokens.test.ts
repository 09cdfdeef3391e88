import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { Secret } from "../secrets/secret.ts";
import { SeenTokens } from "./seen-tokens.ts";

let home: string;
let seen: SeenTokens;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "k6p-seen-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  seen = new SeenTokens({
    host: createNodeHost({ env: {}, homeDirectory: home }),
    stateDirectory: join(home, "state"),
    lockDirectory: join(home, "locks"),
  });
});

const path = (): string => join(home, "state", "seen-tokens.json");
const [FIRST, SECOND] = [new Secret("first-token"), new Secret("second-token")];
const NEVER = "9999";

test("A token is recognised by the profiles that used it last", async () => {
  expect([...seen.holders(FIRST).keys()]).toEqual([]);
  await seen.remember("prod", FIRST, undefined);
  await seen.remember("staging", FIRST, undefined);
  await seen.remember("prod", SECOND, undefined);
  expect([...seen.holders(FIRST).keys()]).toEqual(["staging"]);
  expect([...seen.holders(SECOND).keys()]).toEqual(["prod"]);
  expect(seen.has(FIRST)).toBe(true);
  expect(seen.has(new Secret("third-token"))).toBe(false);
});

test("It is noted again only when something has happened since", async () => {
  await seen.remember("prod", FIRST, undefined);
  const text = readFileSync(path(), "utf8");
  await seen.remember("prod", FIRST, "2000");
  expect(readFileSync(path(), "utf8")).toBe(text);
  await seen.remember("prod", FIRST, NEVER);
  expect(JSON.parse(readFileSync(path(), "utf8"))).toHaveLength(2);
});

test("The file holds nothing that is a token, and does not grow for ever", async () => {
  const mark = { profileId: "old", salt: "salt", fingerprint: "print", seenAt: "2026" };
  mkdirSync(join(home, "state"));
  writeFileSync(path(), JSON.stringify(Array.from({ length: 200 }, () => mark)));
  await seen.remember("prod", FIRST, undefined);
  expect(readFileSync(path(), "utf8")).not.toContain(FIRST.reveal());
  expect(JSON.parse(readFileSync(path(), "utf8"))).toHaveLength(200);
  expect(seen.has(FIRST)).toBe(true);
});

test("What cannot be read or written costs nothing but the memory", async () => {
  mkdirSync(join(home, "state"));
  writeFileSync(path(), "rubbish");
  expect(seen.has(FIRST)).toBe(false);
  rmSync(join(home, "state"), { recursive: true });
  writeFileSync(join(home, "state"), "in the way");
  await seen.remember("prod", FIRST, undefined);
  expect(seen.has(FIRST)).toBe(false);
});
