import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { findProgram, skipUnless } from "../../../../testing/real-parts.ts";
import { Secret } from "../../../secret.ts";
import { openVault, PASSPHRASE, readText, rekey, scratchHome, storeText } from "../fixtures/open-vault.ts";
import { openByPassphrase, sealByPassphrase, unwrappingBytes } from "./passphrase-file.ts";

const TEXT = "# a comment\nAGE-SECRET-KEY-1…\n";
const passphrase = new Secret(PASSPHRASE);
const skip =
  skipUnless(findProgram("age"), "no age program to exchange files with") ||
  skipUnless(findProgram("expect"), "no expect to type a passphrase for age with");

/** Runs age on a terminal, where it asks for the passphrase, and gives what it printed after that. */
async function ageTyping(...words: readonly string[]): Promise<string> {
  const script = `
    log_user 0
    set timeout 20
    spawn -noecho age ${words.map((word) => `{${word}}`).join(" ")}
    expect {
      -re "(Enter|Confirm) passphrase\\[^:\\]*:" { send -- "${PASSPHRASE}\\r"; exp_continue }
      eof
    }
    puts -nonewline $expect_out(buffer)
    exit [lindex [wait] 3]`;
  const { stdout } = await promisify(execFile)("expect", ["-c", script]);
  return stdout.replaceAll("\r\n", "\n");
}

describe.skipIf(skip)("With the age program", () => {
  test("a key that k6p wraps is unwrapped", async () => {
    const file = join(scratchHome(), "identity.age");
    writeFileSync(file, await sealByPassphrase(TEXT, { passphrase, workFactor: 10 }));
    expect(await ageTyping("--decrypt", file)).toContain(TEXT);
  });

  test.each([
    ["armored", ["--armor"]],
    ["binary", []],
  ])("a key that it wraps is unwrapped (%s)", async (_, options) => {
    const home = scratchHome();
    const [plain, file] = [join(home, "identity"), join(home, "identity.age")];
    writeFileSync(plain, TEXT);
    await ageTyping("--encrypt", "--passphrase", ...options, "--output", file, plain);
    const bytes = readFileSync(file);
    expect(await unwrappingBytes(bytes)).toBe(256 * 1024 * 1024);
    expect(await openByPassphrase(bytes, passphrase)).toEqual({ kind: "opened", text: TEXT });
  });

  test("a secret is opened by the wrapped key at once", async () => {
    const home = scratchHome();
    const reference = await storeText(openVault(home), "glc_0123456789");
    await rekey(openVault(home), "passphrase");
    const folder = join(home, "data", "vault", "generation-1");
    expect(readdirSync(folder)).toContain("identity.age");
    const secret = join(folder, "secrets", `${reference}.age`);
    expect(await ageTyping("--decrypt", "--identity", join(folder, "identity.age"), secret)).toContain(
      "glc_0123456789",
    );
    expect(await readText(openVault(home, { askPassphrase: async () => passphrase }), reference)).toBe(
      "glc_0123456789",
    );
  });
});

describe("A file that a passphrase wraps", () => {
  test("is opened by no other passphrase, and not when a bit of it was changed", async () => {
    const age = await import("age-encryption");
    const whole = age.armor.decode(await sealByPassphrase(TEXT, { passphrase, workFactor: 2 }));
    expect(await openByPassphrase(whole, passphrase)).toEqual({ kind: "opened", text: TEXT });
    expect(await openByPassphrase(whole, new Secret(`${PASSPHRASE} `))).toEqual({ kind: "wrong" });
    for (let at = 0; at < whole.length; at += 7) {
      const changed = whole.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect((await openByPassphrase(changed, passphrase)).kind, `byte ${at}`).not.toBe("opened");
    }
  });

  test("is read by the library of all other files, and reads what that writes", async () => {
    const age = await import("age-encryption");
    const decrypter = new age.Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    const ours = age.armor.decode(await sealByPassphrase(TEXT, { passphrase, workFactor: 5 }));
    expect(await decrypter.decrypt(ours, "text")).toBe(TEXT);
    const encrypter = new age.Encrypter();
    encrypter.setPassphrase(PASSPHRASE);
    encrypter.setScryptWorkFactor(6);
    const theirs = await encrypter.encrypt(TEXT);
    expect(await unwrappingBytes(theirs)).toBe(64 * 1024);
    expect(await openByPassphrase(theirs, passphrase)).toEqual({ kind: "opened", text: TEXT });
  });

  test("costs a failure and no crash where the system gives no memory", async () => {
    const age = await import("age-encryption");
    const whole = age.armor.decode(await sealByPassphrase(TEXT, { passphrase, workFactor: 2 }));
    const header = Buffer.from(whole)
      .toString("latin1")
      .replace(/^(-> scrypt \S+) 2$/m, "$1 40");
    expect(await openByPassphrase(Buffer.from(header, "latin1"), passphrase)).toEqual({ kind: "no-memory" });
  });
});
