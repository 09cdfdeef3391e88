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
import type { Environment, Host } from "../../../host/host.ts";
import { createNodeHost } from "../../../host/node-host.ts";
import { newSecretReference } from "../../secret-reference.ts";
import { Secret } from "../../secret.ts";
import { FileVault } from "./file-vault.ts";

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

function vaultWith({ env = {}, changes = {} }: { env?: Environment; changes?: Partial<Host> } = {}): FileVault {
  const host = { ...createNodeHost({ env, homeDirectory: home }), ...changes };
  return new FileVault({ host, dataDirectory: join(home, "data"), lockDirectory: join(home, "locks") });
}

function newReference(): string {
  return newSecretReference({ randomBytes });
}

async function storeToken(vault = vaultWith(), token = TOKEN): Promise<string> {
  const reference = newReference();
  await vault.write(reference, new Secret(token));
  return reference;
}

function secretFile(reference: string): string {
  return join(secretsFolder, `${reference}.age`);
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

async function readText(vault: FileVault, reference: string): Promise<string> {
  const result = await vault.read(reference);
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
    expect(await vault.readiness()).toEqual({ state: "ready" });
    expect(await vault.read(newReference())).toEqual({ kind: "absent" });
    expect(await vault.remove(newReference())).toBe("absent");
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
    const former = process.umask(0);
    const reference = await storeToken().finally(() => process.umask(former));
    expect([vaultFolder, secretsFolder].map(modeOf)).toEqual(["700", "700"]);
    expect([identity, secretFile(reference)].map(modeOf)).toEqual(["600", "600"]);
  });

  test("is not made anew when it is lost, because that would look as if the tokens were", async () => {
    const reference = await storeToken();
    rmSync(identity);
    const vault = vaultWith();
    expect(await vault.readiness()).toMatchObject({ state: "broken", reason: expect.stringContaining(identity) });
    expect(await vault.read(reference)).toMatchObject({
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
    ["something else", "hello\n", "holds something that is not an age key"],
    ["encrypted by a passphrase", "age-encryption.org/v1\n-> scrypt abc 18\n", "encrypted by a passphrase"],
    ["a key with a wrong character", `AGE-SECRET-KEY-1${"Q".repeat(58)}\n`, "a wrong or missing character"],
  ])("is told to be %s", async (_, content, fault) => {
    const reference = await storeToken();
    writeFileSync(identity, content);
    expect(await vaultWith().read(reference)).toMatchObject({
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

describe("A key that the environment gives", () => {
  async function secretKey(): Promise<string> {
    const age = await import("age-encryption");
    return age.generateX25519Identity();
  }

  test("serves without an identity file, and makes none", async () => {
    const vault = vaultWith({ env: { K6P_AGE_IDENTITY: `# of CI\n${await secretKey()}` } });
    const reference = await storeToken(vault);
    expect(await readText(vault, reference)).toBe(TOKEN);
    expect(existsSync(identity)).toBe(false);
  });

  test("can be in a file that others may read, as containers mount it", async () => {
    const file = join(home, "key.txt");
    writeFileSync(file, await secretKey(), { mode: 0o644 });
    const vault = vaultWith({ env: { K6P_AGE_IDENTITY_FILE: file } });
    expect(await readText(vault, await storeToken(vault))).toBe(TOKEN);
  });

  test("takes the place of the identity file", async () => {
    const reference = await storeToken();
    const other = vaultWith({ env: { K6P_AGE_IDENTITY: await secretKey() } });
    expect(await other.read(reference)).toMatchObject({
      kind: "corrupt",
      reason: expect.stringContaining("another key than that of K6P_AGE_IDENTITY"),
    });
    expect(await readText(vaultWith({ env: { K6P_AGE_IDENTITY: "", K6P_AGE_IDENTITY_FILE: "" } }), reference)).toBe(
      TOKEN,
    );
  });

  test("is not replaced by another one when its file is missing or no key", async () => {
    await storeToken();
    const missing = vaultWith({ env: { K6P_AGE_IDENTITY_FILE: join(home, "nothing") } });
    expect(await missing.readiness()).toMatchObject({
      state: "broken",
      reason: expect.stringContaining("does not exist"),
    });
    const wrong = vaultWith({ env: { K6P_AGE_IDENTITY: "AGE-SECRET-KEY" } });
    const failure = await failureOf(storeToken(wrong));
    expect(failure.message).toContain("K6P_AGE_IDENTITY holds something that is not an age key");
  });

  test("that is post-quantum is never mixed with another kind in one file", async () => {
    const age = await import("age-encryption");
    const keys = [await age.generateHybridIdentity(), await secretKey()];
    for (const [order, recipient] of [
      [keys, "mlkem768x25519"],
      [keys.toReversed(), "X25519"],
    ] as const) {
      const vault = vaultWith({ env: { K6P_AGE_IDENTITY: order.join("\n") } });
      const reference = await storeToken(vault);
      const header = Buffer.from(age.armor.decode(readFileSync(secretFile(reference), "utf8"))).toString("latin1");
      expect(header.match(/^-> \S+/gm)).toEqual([`-> ${recipient}`]);
      expect(await readText(vault, reference)).toBe(TOKEN);
    }
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
    const readiness = await vault.readiness();
    if (readiness.state !== "unsafe") throw new Error(`it is ${readiness.state}`);
    expect(readiness.remedy).toEqual([`${command} ${path}`]);
    expect(await vault.read(reference)).toMatchObject({
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
    expect(await vault.readiness()).toMatchObject({
      state: "unsafe",
      reason: expect.stringContaining("belongs to another user"),
    });
    expect((await vault.read(reference)).kind).toBe("unavailable");
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
        expect(await vault.read(reference)).toMatchObject({
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
    expect(await vaultWith().read(other)).toMatchObject({ kind: "mismatch" });
  });

  test("that k6p did not write is corrupt, even when the key opens it", async () => {
    const age = await import("age-encryption");
    const reference = await storeToken();
    const encrypter = new age.Encrypter();
    encrypter.addRecipient(/age1\w+/.exec(readFileSync(identity, "utf8"))![0]);
    writeFileSync(secretFile(reference), await encrypter.encrypt("glc_something"));
    expect(await vaultWith().read(reference)).toMatchObject({
      kind: "corrupt",
      reason: expect.stringContaining("not a file that k6p encrypted"),
    });
  });

  test("that is no file is a failure, and never looks like an absent token", async () => {
    await storeToken();
    const reference = newReference();
    mkdirSync(secretFile(reference));
    expect(await vaultWith().read(reference)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("EISDIR"),
    });
    expect((await failureOf(vaultWith().remove(reference))).code).toBe("STORE_UNAVAILABLE");
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
    const failure = await failureOf(vault.write(reference, new Secret(`${TOKEN}2`)));
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
    expect(await vault.read(reference)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("EACCES"),
    });
  });

  test("an unreadable key is told, and no other one is made", async () => {
    const reference = await storeToken();
    const vault = vaultWith({ changes: failing("read", "EIO", identity) });
    expect(await vault.read(reference)).toMatchObject({ kind: "unavailable", reason: expect.stringContaining("EIO") });
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
