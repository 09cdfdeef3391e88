import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createNodeHost } from "../../../../host/node/node-host.ts";
import { createMemorySecretStore } from "../../../../testing/memory-secret-store.ts";
import type { KeyKeeping } from "../../../rekeying.ts";
import type { StoreReadiness } from "../../../secret-store.ts";
import { Secret } from "../../../secret.ts";
import {
  CALL,
  openVault,
  PASSPHRASE,
  readText,
  rekey,
  scratchHome,
  storeText,
  type VaultSetup,
} from "../fixtures/open-vault.ts";

const FILES = { plain: "identity", passphrase: "identity.age", keyring: "identity.keyring" } as const;
const KEEPINGS: readonly KeyKeeping[] = ["plain", "passphrase", "keyring"];

interface Scene {
  readonly vault: string;
  readonly setup: VaultSetup;
  open(changes?: VaultSetup): ReturnType<typeof openVault>;
}

function scene(): Scene {
  const home = scratchHome();
  const setup = { keyring: createMemorySecretStore("keyring"), askPassphrase: async () => new Secret(PASSPHRASE) };
  return {
    vault: join(home, "data", "vault"),
    setup,
    open: (changes) => openVault(home, { ...setup, ...changes }),
  };
}

async function refusalOf(action: Promise<unknown>): Promise<{ code: string; message: string; remedy: string[] }> {
  return action.then(
    () => Promise.reject(new Error("it was not refused")),
    (error) => error,
  );
}

/** Everything in a folder, by path. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), "latin1")]),
  );
}

describe("A new key", () => {
  test.each(KEEPINGS.flatMap((from) => KEEPINGS.map((to) => [from, to] as const)))(
    "opens every secret, and nothing of the previous one is left (%s to %s)",
    async (from, to) => {
      const { vault, open } = scene();
      const one = await storeText(open(), "the first");
      if (from !== "plain") await rekey(open(), from);
      const other = await storeText(open(), "the second");
      const before = contentOf(vault);
      expect(await rekey(open(), to)).toEqual({
        kind: "rekeyed",
        previous: from,
        keeping: to,
        secrets: 2,
        leftovers: [],
      });
      expect(await Promise.all([one, other].map((reference) => readText(open(), reference)))).toEqual([
        "the first",
        "the second",
      ]);
      const generation = from === "plain" ? "generation-1" : "generation-2";
      expect(readdirSync(vault)).toEqual([generation]);
      expect(readdirSync(join(vault, generation)).toSorted()).toEqual([FILES[to], "secrets"]);
      const after = Object.values(contentOf(vault));
      expect(Object.values(before).filter((content) => after.includes(content))).toEqual([]);
      const later = await storeText(open(), "the third");
      expect(await readText(open(), later)).toBe("the third");
    },
  );

  test("is kept as the previous one unless said otherwise, and a passphrase is changed so", async () => {
    const { open } = scene();
    const reference = await storeText(open(), "text");
    await rekey(open(), "passphrase");
    expect(await rekey(open(), undefined, "another passphrase")).toMatchObject({ keeping: "passphrase" });
    expect(await readText(open(), reference)).toBe("locked");
    expect(await readText(open({ askPassphrase: async () => new Secret("another passphrase") }), reference)).toBe(
      "text",
    );
  });

  test("of a post-quantum vault is post-quantum", async () => {
    const { vault, open } = scene();
    const age = await import("age-encryption");
    mkdirSync(vault, { recursive: true, mode: 0o700 });
    writeFileSync(join(vault, "identity"), await age.generateHybridIdentity(), { mode: 0o600 });
    const reference = await storeText(open(), "text");
    await rekey(open());
    expect(readFileSync(join(vault, "generation-1", "identity"), "utf8")).toMatch(/^AGE-SECRET-KEY-PQ-1/m);
    expect(await readText(open(), reference)).toBe("text");
  });

  test("can be there before the first secret", async () => {
    const { vault, open } = scene();
    expect(await rekey(open(), "keyring")).toEqual({
      kind: "rekeyed",
      previous: undefined,
      keeping: "keyring",
      secrets: 0,
      leftovers: [],
    });
    const reference = await storeText(open(), "text");
    expect(await readText(open(), reference)).toBe("text");
    expect(readdirSync(join(vault, "generation-1"))).toContain("identity.keyring");
  });

  test("leaves nothing of itself in the keyring once another one has taken its place", async () => {
    const { setup, vault, open } = scene();
    await storeText(open(), "text");
    await rekey(open(), "keyring");
    const reference = /reference (\S+)/.exec(
      readFileSync(join(vault, "generation-1", "identity.keyring"), "utf8"),
    )![1]!;
    expect((await setup.keyring!.read(reference, CALL)).kind).toBe("found");
    await rekey(open(), "plain");
    expect((await setup.keyring!.read(reference, CALL)).kind).toBe("absent");
  });
});

describe("Nothing is changed", () => {
  test("by a dry run, which tells what would be", async () => {
    const { vault, open } = scene();
    await storeText(open(), "text");
    const before = contentOf(vault);
    const newPassphrase = () => Promise.reject(new Error("nothing may be asked"));
    expect(await open().rekey({ keeping: "passphrase", dryRun: true, call: CALL, newPassphrase })).toEqual({
      kind: "rekeyed",
      previous: "plain",
      keeping: "passphrase",
      secrets: 1,
      leftovers: [],
    });
    expect(contentOf(vault)).toEqual(before);
  });

  test("when the present key does not open a secret, which is named", async () => {
    const { vault, open } = scene();
    const [good, bad, swapped] = [
      await storeText(open(), "good"),
      await storeText(open(), "bad"),
      await storeText(open(), "swapped"),
    ];
    writeFileSync(join(vault, "secrets", `${bad}.age`), "something else");
    writeFileSync(join(vault, "secrets", `${swapped}.age`), readFileSync(join(vault, "secrets", `${good}.age`)));
    const before = contentOf(vault);
    const result = await rekey(open(), "passphrase");
    expect(result.kind === "unreadable" && result.secrets.map(({ reference }) => reference).toSorted()).toEqual(
      [bad, swapped].toSorted(),
    );
    expect(contentOf(vault)).toEqual(before);
  });

  test("when something lies among the secrets that would be lost", async () => {
    const { vault, open } = scene();
    await storeText(open(), "text");
    writeFileSync(join(vault, "secrets", "notes.txt"), "mine");
    const refusal = await refusalOf(rekey(open()));
    expect(refusal).toMatchObject({ code: "FILE_UNSAFE", message: expect.stringContaining("notes.txt") });
    expect(readdirSync(vault).toSorted()).toEqual(["identity", "secrets"]);
  });

  test("when the key comes from the environment; the remedy gives the vault a key of its own", async () => {
    const { vault, open } = scene();
    const age = await import("age-encryption");
    const env = { K6P_AGE_IDENTITY: await age.generateX25519Identity() };
    const reference = await storeText(open({ env }), "text");
    const refusal = await refusalOf(rekey(open({ env })));
    expect(refusal).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining("K6P_AGE_IDENTITY") });
    const { execFileSync } = await import("node:child_process");
    const line = refusal.remedy[0]!.slice(refusal.remedy[0]!.indexOf("("));
    execFileSync("sh", ["-c", line], { env: { ...env, PATH: process.env["PATH"] } });
    expect(await rekey(open())).toMatchObject({ kind: "rekeyed", secrets: 1 });
    expect(await readText(open(), reference)).toBe("text");
    expect(existsSync(join(vault, "identity"))).toBe(false);
  });

  test("when a new passphrase is not given after all", async () => {
    const { vault, open } = scene();
    await storeText(open(), "text");
    const before = contentOf(vault);
    const newPassphrase = () => Promise.reject(new Error("interrupted"));
    await expect(open().rekey({ keeping: "passphrase", dryRun: false, call: CALL, newPassphrase })).rejects.toThrow(
      "interrupted",
    );
    expect(contentOf(vault)).toEqual(before);
  });

  test.each<[StoreReadiness, boolean, string | undefined]>([
    [{ state: "absent", reason: "There is none.", remedy: [] }, true, "There is none."],
    [{ state: "locked", reason: "It is locked.", remedy: [] }, false, "It is locked."],
    [{ state: "locked", reason: "It is locked.", remedy: [] }, true, undefined],
  ])("when the keyring is not ready to keep it (%o, interactive: %s)", async (verdict, interactive, reason) => {
    const { vault, setup, open } = scene();
    await storeText(open(), "text");
    const keyring = { ...setup.keyring!, readiness: async () => verdict };
    const call = { ...CALL, interactive };
    const attempt = open({ keyring }).rekey({
      keeping: "keyring",
      dryRun: false,
      call,
      newPassphrase: async () => new Secret(""),
    });
    if (reason === undefined) expect(await attempt).toMatchObject({ kind: "rekeyed" });
    else {
      expect((await refusalOf(attempt)).message).toContain(reason);
      expect(readdirSync(vault).toSorted()).toEqual(["identity", "secrets"]);
    }
  });

  test("when the container has too little memory for a passphrase", async () => {
    const { vault, open } = scene();
    await storeText(open(), "text");
    const host = createNodeHost({ env: {} });
    const changes = { processes: { ...host.processes, memoryLimit: () => 128 * 1024 * 1024 } };
    const refusal = await refusalOf(rekey(open({ changes, workFactor: 17 }), "passphrase"));
    expect(refusal).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining("takes 224 MiB") });
    expect(readdirSync(vault).toSorted()).toEqual(["identity", "secrets"]);
  });

  test("when the system gives no memory for a passphrase", async () => {
    const { vault, open } = scene();
    const reference = await storeText(open(), "text");
    const refusal = await refusalOf(rekey(open({ workFactor: 40 }), "passphrase"));
    expect(refusal).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining("not enough memory") });
    expect(readdirSync(vault).toSorted()).toEqual(["identity", "secrets"]);
    expect(await readText(open(), reference)).toBe("text");
  });

  test("when the keyring loses what it is given", async () => {
    const { vault, setup, open } = scene();
    const reference = await storeText(open(), "text");
    const keyring = { ...setup.keyring!, write: async () => {} };
    expect((await refusalOf(rekey(open({ keyring }), "keyring"))).code).toBe("STORE_WRITE_FAILED");
    expect(readdirSync(vault).toSorted()).toEqual(["identity", "secrets"]);
    expect(await readText(open(), reference)).toBe("text");
  });
});

describe("What is left of the previous key", () => {
  test("is named when it cannot be removed", async () => {
    const { vault, open } = scene();
    await storeText(open(), "text");
    const { files } = createNodeHost({ env: {} });
    const removeTree = (path: string): void => {
      if (path.endsWith("secrets")) throw Object.assign(new Error("EBUSY"), { code: "EBUSY", path });
      files.removeTree(path);
    };
    const result = await rekey(open({ changes: { files: { ...files, removeTree } } }));
    expect(result).toMatchObject({ kind: "rekeyed", leftovers: [join(vault, "secrets")] });
    expect(existsSync(join(vault, "identity"))).toBe(false);
    await storeText(open(), "another");
    expect(readdirSync(vault)).toEqual(["generation-1"]);
  });

  test("in a locked keyring is removed with the next change after it was unlocked", async () => {
    const { vault, setup, open } = scene();
    await storeText(open(), "text");
    await rekey(open(), "keyring");
    const entry = join(vault, "generation-1", "identity.keyring");
    const reference = /reference (\S+)/.exec(readFileSync(entry, "utf8"))![1]!;
    const { K6pError } = await import("../../../../errors/k6p-error.ts");
    const locked = { ...setup.keyring!, remove: () => Promise.reject(new K6pError("STORE_LOCKED", { message: "" })) };
    expect(await rekey(open({ keyring: locked }), "plain")).toMatchObject({ leftovers: [entry] });
    await storeText(open({ keyring: locked }), "another");
    expect(existsSync(entry)).toBe(true);
    await storeText(open(), "a third");
    expect(readdirSync(vault)).toEqual(["generation-2"]);
    expect((await setup.keyring!.read(reference, CALL)).kind).toBe("absent");
  });

  test("does not include a backup that was brought back later", async () => {
    const { vault, open } = scene();
    await storeText(open(), "text");
    const backup = readFileSync(join(vault, "identity"), "utf8");
    await rekey(open());
    writeFileSync(join(vault, "identity"), backup, { mode: 0o600 });
    await storeText(open(), "another");
    expect(readFileSync(join(vault, "identity"), "utf8")).toBe(backup);
  });
});
