import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { createMemorySecretStore } from "../../../testing/memory-secret-store.ts";
import type { KeyKeeping } from "../../rekeying.ts";
import type { SecretStore } from "../../secret-store.ts";
import { Secret } from "../../secret.ts";
import {
  CALL,
  openVault,
  PASSPHRASE,
  readText,
  rekey,
  scratchHome,
  storeText,
  type VaultSetup,
} from "./fixtures/open-vault.ts";

const MEBIBYTE = 1024 * 1024;

interface KeptVault {
  /** Folder of the generation in use. */
  readonly folder: string;
  readonly reference: string;
  readonly keyring: SecretStore;
  open(setup?: VaultSetup): ReturnType<typeof openVault>;
}

/** A vault with one secret, its key kept in the given way. */
async function vaultKept(keeping: KeyKeeping, { workFactor }: { workFactor?: number } = {}): Promise<KeptVault> {
  const home = scratchHome();
  const keyring = createMemorySecretStore("keyring");
  const open = (setup?: VaultSetup) => openVault(home, { keyring, ...setup });
  const reference = await storeText(open(), "text");
  await rekey(open(workFactor === undefined ? {} : { workFactor }), keeping);
  return { folder: join(home, "data", "vault", "generation-1"), reference, keyring, open };
}

/** Answers questions one after another, and keeps them. */
function person(...answers: readonly string[]): {
  askPassphrase: (question: string) => Promise<Secret>;
  questions: string[];
} {
  const questions: string[] = [];
  const askPassphrase = async (question: string): Promise<Secret> => {
    questions.push(question);
    const answer = answers[questions.length - 1];
    if (answer === undefined) throw new Error("too many questions");
    return new Secret(answer);
  };
  return { askPassphrase, questions };
}

describe("A key that a passphrase wraps", () => {
  test("is asked for once, however many secrets are read and written", async () => {
    const { open, reference } = await vaultKept("passphrase");
    const { askPassphrase, questions } = person(PASSPHRASE);
    const vault = open({ askPassphrase });
    expect(await vault.readiness(1_000)).toMatchObject({ state: "locked" });
    expect(await Promise.all([readText(vault, reference), readText(vault, reference)])).toEqual(["text", "text"]);
    expect(await readText(vault, await storeText(vault, "another"))).toBe("another");
    expect(await vault.readiness(1_000)).toEqual({ state: "ready" });
    expect(questions).toEqual(["Passphrase of the file vault:"]);
  });

  test("is asked for again after a wrong passphrase", async () => {
    const { open, reference } = await vaultKept("passphrase");
    const { askPassphrase, questions } = person("wrong", "", PASSPHRASE);
    expect(await readText(open({ askPassphrase }), reference)).toBe("text");
    expect(questions).toHaveLength(3);
    expect(questions[1]).toBe("Wrong passphrase. Passphrase of the file vault:");
  });

  test("stays wrapped after three wrong ones, and nothing is changed", async () => {
    const { open, reference, folder } = await vaultKept("passphrase");
    const before = readFileSync(join(folder, "identity.age"));
    const vault = open({ askPassphrase: person("one", "two", "three").askPassphrase });
    expect(await vault.read(reference, CALL)).toMatchObject({
      kind: "locked",
      reason: expect.stringContaining("wrong 3 times"),
    });
    await expect(storeText(open({ askPassphrase: person("1", "2", "3").askPassphrase }), "x")).rejects.toMatchObject({
      code: "STORE_LOCKED",
    });
    await expect(rekey(open({ askPassphrase: person("1", "2", "3").askPassphrase }), "plain")).rejects.toMatchObject({
      code: "STORE_LOCKED",
    });
    expect(readFileSync(join(folder, "identity.age"))).toEqual(before);
  });

  test("is locked where there is no terminal to ask at, and the remedy names ways out", async () => {
    const { open, reference } = await vaultKept("passphrase");
    const result = await open().read(reference, CALL);
    expect(result).toMatchObject({ kind: "locked", reason: expect.stringContaining("only ask for it at a terminal") });
    expect("remedy" in result && result.remedy.join("\n")).toContain("K6P_AGE_IDENTITY_FILE");
  });

  test("is not asked for when the environment gives the key", async () => {
    const { open, reference, folder } = await vaultKept("passphrase");
    const { openByPassphrase } = await import("./key/passphrase-file.ts");
    const opened = await openByPassphrase(readFileSync(join(folder, "identity.age")), new Secret(PASSPHRASE));
    if (opened.kind !== "opened") throw new Error(opened.kind);
    expect(await readText(open({ env: { K6P_AGE_IDENTITY: opened.text } }), reference)).toBe("text");
  });

  test("costs no more than a container of 256 MiB has, and says so where there is less", async () => {
    const { open, reference } = await vaultKept("passphrase", { workFactor: 17 });
    const { processes } = createNodeHost({ env: {} });
    const within = (mebibytes: number): VaultSetup => ({
      ...person(PASSPHRASE),
      changes: { processes: { ...processes, memoryLimit: () => mebibytes * MEBIBYTE } },
    });
    expect(await readText(open(within(256)), reference)).toBe("text");
    expect(await open(within(128)).read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("takes 224 MiB of memory, and this container may use 128 MiB"),
    });
  });

  test.each([
    ["cut", (file: string) => file.slice(0, -60)],
    ["empty", () => ""],
    ["something else", () => "hello"],
    ["a plain key", () => "AGE-SECRET-KEY-1QQQ"],
    ["far too costly", () => "age-encryption.org/v1\n-> scrypt bBjsh8AAqJtTXQ2ckkcVZA 30\n"],
  ])("that is damaged is told to be, without a question or after it (%s)", async (_, damage) => {
    const { open, reference, folder } = await vaultKept("passphrase");
    const path = join(folder, "identity.age");
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    expect(await open(person(PASSPHRASE)).read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining(path),
    });
  });
});

describe("A key in the system keyring", () => {
  test("opens the vault, and is read once", async () => {
    const { open, reference, keyring } = await vaultKept("keyring");
    let reads = 0;
    const counted: SecretStore = { ...keyring, read: (name, call) => (reads++, keyring.read(name, call)) };
    const vault = open({ keyring: counted });
    expect(await readText(vault, reference)).toBe("text");
    expect(await readText(vault, await storeText(vault, "another"))).toBe("another");
    expect(reads).toBe(1);
    expect(await vault.readiness(1_000)).toEqual({ state: "ready" });
  });

  test("is as locked as the keyring is", async () => {
    const { open, reference, keyring } = await vaultKept("keyring");
    const locked: SecretStore = {
      ...keyring,
      readiness: async () => ({ state: "locked", reason: "It is locked.", remedy: ["Unlock it."] }),
      read: async () => ({ kind: "locked", reason: "It is locked.", remedy: ["Unlock it."] }),
    };
    const expected = {
      reason: "The key of the file vault is kept in the system keyring. It is locked.",
      remedy: ["Unlock it."],
    };
    expect(await open({ keyring: locked }).readiness(1_000)).toEqual({ state: "locked", ...expected });
    expect(await open({ keyring: locked }).read(reference, CALL)).toEqual({ kind: "locked", ...expected });
  });

  test("that was removed there is a failure, and no new one is made", async () => {
    const { open, reference, folder } = await vaultKept("keyring");
    const empty = open({ keyring: createMemorySecretStore("keyring") });
    expect(await empty.read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("It was removed from there"),
    });
    await expect(storeText(empty, "x")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(readFileSync(join(folder, "identity.keyring"), "utf8")).toContain("reference");
  });

  test("that something replaced is a mismatch, and nothing is encrypted for it", async () => {
    const { open, reference, keyring, folder } = await vaultKept("keyring");
    const age = await import("age-encryption");
    const entry = /^reference (\S+)/m.exec(readFileSync(join(folder, "identity.keyring"), "utf8"))![1]!;
    await keyring.write(entry, new Secret(await age.generateX25519Identity()), CALL);
    expect((await open().read(reference, CALL)).kind).toBe("mismatch");
    await expect(storeText(open(), "x")).rejects.toMatchObject({ code: "STORE_MISMATCH" });
  });

  test.each(["", "reference x\nrecipient age1abc\n", "hello"])("is not looked for by %j", async (content) => {
    const { open, reference, folder } = await vaultKept("keyring");
    writeFileSync(join(folder, "identity.keyring"), content);
    expect(await open().read(reference, CALL)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("does not say where it is"),
    });
  });
});

describe("Whatever keeps the key", () => {
  const FILES = { plain: "identity", passphrase: "identity.age", keyring: "identity.keyring" } as const;

  test.each(["plain", "passphrase", "keyring"] as const)(
    "a second one is refused, and none is guessed (%s)",
    async (keeping) => {
      const { open, reference, folder } = await vaultKept(keeping);
      const other = keeping === "plain" ? "identity.age" : "identity";
      writeFileSync(join(folder, other), "", { mode: 0o600 });
      expect(await open(person()).read(reference, CALL)).toMatchObject({
        kind: "unavailable",
        reason: expect.stringMatching(/has two keys, \S+ and \S+,/),
      });
      await expect(rekey(open(person()))).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      rmSync(join(folder, other));
      expect(await readText(open(person(PASSPHRASE)), reference)).toBe("text");
    },
  );

  test.each(["plain", "passphrase", "keyring"] as const)(
    "it is never recreated while there are secrets (%s)",
    async (keeping) => {
      const { open, reference, folder } = await vaultKept(keeping);
      renameSync(join(folder, FILES[keeping]), join(folder, "elsewhere"));
      expect(await open(person()).read(reference, CALL)).toMatchObject({ kind: "unavailable" });
      await expect(storeText(open(person()), "x")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      await expect(rekey(open(person()))).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    },
  );

  test.runIf(process.platform !== "win32").each(["plain", "passphrase", "keyring"] as const)(
    "a file that is open to other users is refused with the fix (%s)",
    async (keeping) => {
      const { open, reference, folder } = await vaultKept(keeping);
      for (const [path, mode] of [
        [join(folder, FILES[keeping]), 0o644],
        [folder, 0o755],
      ] as const) {
        chmodSync(path, mode);
        const result = await open(person(PASSPHRASE)).read(reference, CALL);
        if (!("remedy" in result)) throw new Error(result.kind);
        expect(result.reason).toContain("open to other users");
        execFileSync("sh", ["-c", result.remedy.join("\n")]);
        expect(await readText(open(person(PASSPHRASE)), reference)).toBe("text");
      }
    },
  );
});
