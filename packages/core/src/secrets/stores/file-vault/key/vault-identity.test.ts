import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { CALL, openVault, readText, scratchHome, storeText } from "../fixtures/open-vault.ts";

const TOKEN = "glc_canary_0123456789";
let home: string;
let vaultFolder: string;
let identity: string;

beforeEach(() => {
  home = scratchHome();
  vaultFolder = join(home, "data", "vault");
  identity = join(vaultFolder, "identity");
});

/** For whom a secret was encrypted: the kinds of its recipients. */
async function recipientsOf(reference: string): Promise<readonly string[]> {
  const age = await import("age-encryption");
  const file = readFileSync(join(vaultFolder, "secrets", `${reference}.age`), "utf8");
  const header = Buffer.from(age.armor.decode(file)).toString("latin1");
  return [...header.matchAll(/^-> (\S+)/gm)].map(([, kind = ""]) => kind);
}

describe("A key that the environment gives", () => {
  async function secretKey(): Promise<string> {
    const age = await import("age-encryption");
    return age.generateX25519Identity();
  }

  test("serves without an identity file, and makes none", async () => {
    const vault = openVault(home, { env: { K6P_AGE_IDENTITY: `# of CI\n${await secretKey()}` } });
    const reference = await storeText(vault, TOKEN);
    expect(await readText(vault, reference)).toBe(TOKEN);
    expect(existsSync(identity)).toBe(false);
  });

  test("can be in a file that others may read, as containers mount it", async () => {
    const file = join(home, "key.txt");
    writeFileSync(file, await secretKey(), { mode: 0o644 });
    const vault = openVault(home, { env: { K6P_AGE_IDENTITY_FILE: file } });
    expect(await readText(vault, await storeText(vault, TOKEN))).toBe(TOKEN);
  });

  test("takes the place of the identity file", async () => {
    const reference = await storeText(openVault(home), TOKEN);
    const other = openVault(home, { env: { K6P_AGE_IDENTITY: await secretKey() } });
    expect(await other.read(reference, CALL)).toMatchObject({
      kind: "corrupt",
      reason: expect.stringContaining("encrypted with a key other than K6P_AGE_IDENTITY"),
    });
    expect(
      await readText(openVault(home, { env: { K6P_AGE_IDENTITY: "", K6P_AGE_IDENTITY_FILE: "" } }), reference),
    ).toBe(TOKEN);
  });

  test("is not replaced by another one when its file is missing or no key", async () => {
    await storeText(openVault(home), TOKEN);
    const missing = openVault(home, { env: { K6P_AGE_IDENTITY_FILE: join(home, "nothing") } });
    expect(await missing.readiness(1_000)).toMatchObject({
      state: "broken",
      reason: expect.stringContaining("does not exist"),
    });
    const wrong = openVault(home, { env: { K6P_AGE_IDENTITY: "AGE-SECRET-KEY" } });
    await expect(storeText(wrong, TOKEN)).rejects.toThrow("K6P_AGE_IDENTITY contains something that is not an age key");
  });

  test("can be several, which all open secrets; the first one encrypts new ones", async () => {
    const [one, other] = [await secretKey(), await secretKey()];
    const byOther = await storeText(openVault(home, { env: { K6P_AGE_IDENTITY: other } }), TOKEN);
    const both = openVault(home, { env: { K6P_AGE_IDENTITY: `# two\r\n${one}\r\n${other}\r\n` } });
    const byBoth = await storeText(both, TOKEN);
    expect(await readText(both, byOther)).toBe(TOKEN);
    expect(await readText(openVault(home, { env: { K6P_AGE_IDENTITY: one } }), byBoth)).toBe(TOKEN);
  });

  test("can be post-quantum, and then all is encrypted so; mixed with another kind it is refused", async () => {
    const age = await import("age-encryption");
    const postQuantum = await age.generateHybridIdentity();
    const vault = openVault(home, { env: { K6P_AGE_IDENTITY: postQuantum } });
    const reference = await storeText(vault, TOKEN);
    expect(await recipientsOf(reference)).toEqual(["mlkem768x25519"]);
    expect(await readText(vault, reference)).toBe(TOKEN);
    const mixed = openVault(home, { env: { K6P_AGE_IDENTITY: `${postQuantum}\n${await secretKey()}` } });
    await expect(storeText(mixed, TOKEN)).rejects.toThrow("K6P_AGE_IDENTITY mixes post-quantum keys");
  });
});

test("A list of recipients next to the secrets, which others could extend, is ignored", async () => {
  const age = await import("age-encryption");
  await storeText(openVault(home), TOKEN);
  writeFileSync(
    join(vaultFolder, "recipients.txt"),
    `${await age.identityToRecipient(await age.generateX25519Identity())}\n`,
  );
  const reference = await storeText(openVault(home), TOKEN);
  expect(await recipientsOf(reference)).toEqual(["X25519"]);
});
