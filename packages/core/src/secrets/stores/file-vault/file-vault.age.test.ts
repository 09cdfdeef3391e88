import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findProgram, skipUnless } from "../../../testing/real-parts.ts";
import { Secret } from "../../secret.ts";
import { CALL, openVault } from "./fixtures/open-vault.ts";

const skip = skipUnless(findProgram("age") && findProgram("age-keygen"), "no age program to exchange files with");
const TOKEN = "glc_0123456789";
const reference = "abcdefghijklmnopqrstuvwxyz";

describe.skipIf(skip)("With the age program", () => {
  const home = mkdtempSync(join(tmpdir(), "k6p-vault-"));
  const identity = join(home, "data", "vault", "identity");
  const file = join(home, "data", "vault", "secrets", `${reference}.age`);
  const vault = openVault(home);
  const age = (words: readonly string[], input?: string): string =>
    execFileSync("age", words, { input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test("a secret of the vault is opened by its identity file, and nothing tells its length", async () => {
    await vault.write(reference, new Secret(TOKEN), CALL);
    const document = age(["--decrypt", "--identity", identity, file]);
    expect(JSON.parse(document)).toEqual({ v: 1, reference, secret: TOKEN });
    expect(document).toHaveLength(512);
  });

  test.each([
    ["armored", ["--armor"]],
    ["binary", []],
  ])("a secret that it encrypts is read (%s)", async (_, options) => {
    const recipient = execFileSync("age-keygen", ["-y", identity], { encoding: "utf8" }).trim();
    const document = JSON.stringify({ v: 1, reference, secret: `${TOKEN} by age` });
    age(["--encrypt", "--recipient", recipient, ...options, "--output", file], document);
    const result = await vault.read(reference, CALL);
    expect(result.kind === "found" && result.secret.reveal()).toBe(`${TOKEN} by age`);
  });

  test("the vault takes a key that age-keygen made, with the line ends of Windows", async () => {
    const made = execFileSync("age-keygen", [], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    writeFileSync(identity, made.replaceAll("\n", "\r\n"));
    await vault.write(reference, new Secret(TOKEN), CALL);
    writeFileSync(identity, made);
    expect(age(["--decrypt", "--identity", identity, file])).toContain(TOKEN);
    expect(readFileSync(file, "utf8")).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
  });

  test("a secret that a passphrase protects is corrupt to the vault, and at once", async () => {
    const library = await import("age-encryption");
    const encrypter = new library.Encrypter();
    encrypter.setPassphrase("a passphrase");
    encrypter.setScryptWorkFactor(2);
    writeFileSync(file, await encrypter.encrypt("text"));
    expect((await vault.read(reference, CALL)).kind).toBe("corrupt");
  });
});
