import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { K6pError } from "../../../errors/k6p-error.ts";
import type { Host } from "../../../host/host.ts";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { newSecretReference } from "../../secret-reference.ts";
import { Secret } from "../../secret.ts";
import type { FileVault } from "./file-vault.ts";
import { CALL, openVault, type VaultSetup } from "./fixtures/open-vault.ts";

const hasModes = process.platform !== "win32";
const TOKEN = "glc_canary_0123456789";

let home: string;
let vaultFolder: string;
let secretsFolder: string;
let identity: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "k6p-vault-"));
  vaultFolder = join(home, "data", "vault");
  secretsFolder = join(vaultFolder, "secrets");
  identity = join(vaultFolder, "identity");
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function vaultWith(setup: VaultSetup = {}): FileVault {
  return openVault(home, setup);
}

function newReference(): string {
  return newSecretReference({ randomBytes });
}

async function storeToken(vault = vaultWith(), token = TOKEN): Promise<string> {
  const reference = newReference();
  await vault.write(reference, new Secret(token), CALL);
  return reference;
}

function secretFile(reference: string): string {
  return join(secretsFolder, `${reference}.age`);
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

async function readText(vault: FileVault, reference: string): Promise<string> {
  const result = await vault.read(reference, CALL);
  return result.kind === "found" ? result.secret.reveal() : result.kind;
}

async function failureOf(action: Promise<unknown>): Promise<K6pError> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof K6pError)) throw new Error(`it did not fail as it should: ${String(error)}`);
  expect(JSON.stringify([error.message, error.remedy, error.details])).not.toContain(TOKEN);
  return error;
}

describe("The key of the vault", () => {
  test("is made with the first secret and not before", async () => {
    const vault = vaultWith();
    expect(await vault.readiness(1_000)).toEqual({ state: "ready" });
    expect(await vault.read(newReference(), CALL)).toEqual({ kind: "absent" });
    expect(await vault.remove(newReference(), CALL)).toBe("absent");
    expect(existsSync(vaultFolder)).toBe(false);
    await storeToken(vault);
    expect(readFileSync(identity, "utf8")).toMatch(/^(#.*\n)+AGE-SECRET-KEY-1[0-9A-Z]+\n$/);
  });

  test("is never written again", async () => {
    await storeToken();
    const before = readFileSync(identity, "utf8");
    await storeToken();
    expect(readFileSync(identity, "utf8")).toBe(before);
  });

  test.runIf(hasModes)("and all else in the vault is closed to other users, whatever the umask", async () => {
    const previous = process.umask(0);
    const reference = await storeToken().finally(() => process.umask(previous));
    expect([vaultFolder, secretsFolder].map(modeOf)).toEqual(["700", "700"]);
    expect([identity, secretFile(reference)].map(modeOf)).toEqual(["600", "600"]);
  });

  test("is not recreated when it is lost, because then the tokens would look lost", async () => {
    const reference = await storeToken();
    rmSync(identity);
    const vault = vaultWith();
    expect(await vault.readiness(1_000)).toMatchObject({ state: "broken", reason: expect.stringContaining(identity) });
    expect(await vault.read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("is missing"),
    });
    expect((await failureOf(storeToken(vault))).code).toBe("STORE_UNAVAILABLE");
    expect(existsSync(identity)).toBe(false);
  });

  test("can be a file of age-keygen, with comments and the line ends of Windows", async () => {
    const reference = await storeToken();
    const lines = readFileSync(identity, "utf8").split("\n");
    writeFileSync(identity, ["# created: long ago", "", ...lines].join("\r\n"));
    expect(await readText(vaultWith(), reference)).toBe(TOKEN);
  });

  test.each([
    ["empty", "", "holds no key"],
    ["something else", "hello\n", "contains something that is not an age key"],
    ["encrypted under the name of a plain key", "age-encryption.org/v1\n-> scrypt abc 18\n", "identity.age"],
    ["a key with a wrong character", `AGE-SECRET-KEY-1${"Q".repeat(58)}\n`, "a wrong or missing character"],
  ])("is told to be %s", async (_, content, fault) => {
    const reference = await storeToken();
    writeFileSync(identity, content);
    expect(await vaultWith().read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining(fault),
    });
    expect(await failureOf(storeToken())).toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining(fault),
    });
    expect(readFileSync(identity, "utf8")).toBe(content);
  });
});

describe.runIf(hasModes)("A vault that is open to other users", () => {
  test.each([
    ["identity", 0o644, "chmod 600"],
    ["identity", 0o620, "chmod 600"],
    ["secrets", 0o755, "chmod 700"],
    ["", 0o710, "chmod 700"],
  ])("(%j with mode %o) is refused, and the remedy makes it usable", async (place, mode, command) => {
    const reference = await storeToken();
    const path = join(vaultFolder, place);
    chmodSync(path, mode);
    const vault = vaultWith();
    const readiness = await vault.readiness(1_000);
    if (readiness.state !== "unsafe") throw new Error(`it is ${readiness.state}`);
    expect(readiness.remedy).toEqual([`${command} ${path}`]);
    expect(await vault.read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("open to other users"),
    });
    expect((await failureOf(storeToken(vault))).code).toBe("STORE_UNAVAILABLE");
    execFileSync("sh", ["-c", readiness.remedy.join("\n")]);
    expect(await readText(vault, reference)).toBe(TOKEN);
  });

  test("because another user owns it is refused", async () => {
    const reference = await storeToken();
    const vault = vaultWith({ changes: { userId: 4242 } });
    expect(await vault.readiness(1_000)).toMatchObject({
      state: "unsafe",
      reason: expect.stringContaining("belongs to another user"),
    });
    expect((await vault.read(reference, CALL)).kind).toBe("unavailable");
  });
});

describe("A secret file", () => {
  test("that was changed by one bit, cut, emptied or lengthened is corrupt", async () => {
    const age = await import("age-encryption");
    const reference = await storeToken();
    const whole = age.armor.decode(readFileSync(secretFile(reference), "utf8"));
    const vault = vaultWith();
    const changed = [
      ...[0, 20, 60, 100, 150, 190, 230, whole.length - 1].map((at) =>
        whole.map((byte, index) => (index === at ? byte ^ 1 : byte)),
      ),
      ...[0, 1, 21, 100, 200, whole.length - 1].map((length) => whole.subarray(0, length)),
      Uint8Array.from([...whole, 0]),
      new Uint8Array(100_000),
    ];
    for (const bytes of changed) {
      for (const content of [bytes, age.armor.encode(bytes)]) {
        writeFileSync(secretFile(reference), content);
        expect(await vault.read(reference, CALL)).toMatchObject({
          kind: "corrupt",
          reason: expect.stringContaining(secretFile(reference)),
        });
      }
    }
    writeFileSync(secretFile(reference), whole);
    expect(await readText(vault, reference)).toBe(TOKEN);
  });

  test("in the place of another one is a mismatch", async () => {
    const [one, other] = [await storeToken(), await storeToken()];
    copyFileSync(secretFile(one), secretFile(other));
    expect(await vaultWith().read(other, CALL)).toMatchObject({ kind: "mismatch" });
  });

  test("that k6p did not write is corrupt, even when the key opens it", async () => {
    const age = await import("age-encryption");
    const reference = await storeToken();
    const encrypter = new age.Encrypter();
    encrypter.addRecipient(/age1\w+/.exec(readFileSync(identity, "utf8"))![0]);
    writeFileSync(secretFile(reference), await encrypter.encrypt("glc_something"));
    expect(await vaultWith().read(reference, CALL)).toMatchObject({
      kind: "corrupt",
      reason: expect.stringContaining("not a file that k6p encrypted"),
    });
  });

  test("that is no file is a failure, and never looks like an absent token", async () => {
    await storeToken();
    const reference = newReference();
    mkdirSync(secretFile(reference));
    expect(await vaultWith().read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("EISDIR"),
    });
    expect((await failureOf(vaultWith().remove(reference, CALL))).code).toBe("STORE_UNAVAILABLE");
  });
});

describe("When the disk fails", () => {
  function failing(method: "create" | "read" | "rename" | "list", code: string, onlyFor = ""): Partial<Host> {
    const { files } = createNodeHost({ env: {} });
    const fail = (path: string, ...rest: never[]): unknown => {
      if (path.includes(onlyFor)) throw Object.assign(new Error(`${code}: ${path}`), { code, path });
      return Reflect.apply(files[method], files, [path, ...rest]);
    };
    return { files: { ...files, [method]: fail } };
  }

  test.each(["ENOSPC", "EROFS", "EACCES"])("(%s) nothing is stored, and what was stored stays", async (code) => {
    const reference = await storeToken();
    const before = readFileSync(secretFile(reference), "utf8");
    const vault = vaultWith({ changes: failing("create", code, secretsFolder) });
    const failure = await failureOf(vault.write(reference, new Secret(`${TOKEN}2`), CALL));
    expect(failure).toMatchObject({ code: "STORE_WRITE_FAILED", message: expect.stringContaining(code) });
    expect(readFileSync(secretFile(reference), "utf8")).toBe(before);
  });

  test("before there is a key, no secret is stored without one", async () => {
    const vault = vaultWith({ changes: failing("create", "ENOSPC", "identity") });
    expect((await failureOf(storeToken(vault))).code).toBe("STORE_WRITE_FAILED");
    expect(existsSync(identity)).toBe(false);
    await storeToken();
  });

  test("an unreadable secret is a failure, and never looks like an absent token", async () => {
    const reference = await storeToken();
    const vault = vaultWith({ changes: failing("read", "EACCES", secretsFolder) });
    expect(await vault.read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("EACCES"),
    });
  });

  test("an unreadable key is told, and no other one is made", async () => {
    const reference = await storeToken();
    const vault = vaultWith({ changes: failing("read", "EIO", identity) });
    expect(await vault.read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("EIO"),
    });
    expect((await failureOf(storeToken(vault))).code).toBe("STORE_UNAVAILABLE");
  });

  test("what cannot be read back was not stored", async () => {
    await storeToken();
    const vault = vaultWith({ changes: failing("read", "EIO", secretsFolder) });
    expect(await failureOf(storeToken(vault))).toMatchObject({
      code: "STORE_WRITE_FAILED",
      message: expect.stringContaining("EIO"),
    });
  });
});
