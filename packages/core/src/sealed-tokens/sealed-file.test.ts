import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { type MemberKeys, newMemberKeys, openWith, recipientOf, sealFor } from "./sealed-file.ts";

const TEXT = "the content\n";
let anna: MemberKeys;
let ben: MemberKeys;
let eve: MemberKeys;

beforeAll(async () => {
  [anna, ben, eve] = [await newMemberKeys(), await newMemberKeys(), await newMemberKeys()];
});

async function sealed(keys: readonly string[]): Promise<Uint8Array> {
  const result = await sealFor(keys, TEXT);
  if (result.kind !== "sealed") throw new Error(result.kind);
  return result.file;
}

test("Every recipient can open a file, and no one else", async () => {
  const file = await sealed([anna.recipient, ben.recipient]);
  expect(Buffer.from(file).toString("latin1")).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  for (const member of [anna, ben])
    expect(await openWith([member.secret], file)).toEqual({ kind: "opened", text: TEXT });
  expect(await openWith([eve.secret, anna.secret], file)).toEqual({ kind: "opened", text: TEXT });
  expect(await openWith([eve.secret], file)).toEqual({ kind: "not-for-us" });
  expect(await openWith([], file)).toEqual({ kind: "not-for-us" });
  expect(await openWith(["AGE-SECRET-KEY-1QQQ", "rubbish"], file)).toEqual({ kind: "not-for-us" });
});

test("Two files of the same content have nothing in common", async () => {
  expect(await sealed([anna.recipient])).not.toEqual(await sealed([anna.recipient]));
});

test("A changed, cut, lengthened, merged or empty file is damaged", async () => {
  const file = Buffer.from(await sealed([anna.recipient]));
  const text = file.toString("latin1");
  const flipped = text.replace(/(.)(?=..\n-----END)/, (character) => (character === "A" ? "B" : "A"));
  const merged = `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> theirs\n`;
  for (const bad of ["", "hello", flipped, text.slice(0, -40), `${text}x`, merged, text.replace("AGE", "PGP")]) {
    expect(await openWith([anna.secret], Buffer.from(bad, "latin1")), bad).toEqual({ kind: "damaged" });
  }
});

test("Windows line endings do no harm", async () => {
  const file = Buffer.from(await sealed([anna.recipient]))
    .toString("latin1")
    .replaceAll("\n", "\r\n");
  expect(await openWith([anna.secret], Buffer.from(file, "latin1"))).toEqual({ kind: "opened", text: TEXT });
});

test("A key with a wrong character is reported by name", async () => {
  const wrong = anna.recipient.slice(0, -1) + (anna.recipient.endsWith("q") ? "p" : "q");
  expect(await sealFor([ben.recipient, wrong], TEXT)).toEqual({ kind: "invalid-key", key: wrong });
  expect(await recipientOf("AGE-SECRET-KEY-1QQQ")).toBeUndefined();
  expect(await recipientOf(anna.secret)).toBe(anna.recipient);
});

const skip = skipUnless(findProgram("age") && findProgram("age-keygen"), "no age program to exchange files with");

describe.skipIf(skip)("With the age program", () => {
  const home = mkdtempSync(join(tmpdir(), "k6p-sealed-"));
  const path = (name: string): string => join(home, name);
  const age = (words: readonly string[], input?: string | Uint8Array): Buffer =>
    execFileSync("age", words, { input, stdio: ["pipe", "pipe", "inherit"] });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test("a file sealed for two is opened by each of them", async () => {
    const file = await sealed([anna.recipient, ben.recipient]);
    for (const [name, { secret }] of Object.entries({ anna, ben })) {
      writeFileSync(path(name), `# ${name}\n${secret}\n`);
      expect(age(["--decrypt", "--identity", path(name)], file).toString()).toBe(TEXT);
    }
  });

  test.each([["--armor"], []])("a file that age encrypted is opened (%s)", async (...options) => {
    const recipients = [anna, ben].flatMap(({ recipient }) => ["--recipient", recipient]);
    const file = age(["--encrypt", ...recipients, ...options], TEXT);
    expect(await openWith([ben.secret], file)).toEqual({ kind: "opened", text: TEXT });
    expect(await openWith([eve.secret], file)).toEqual({ kind: "not-for-us" });
  });
});
