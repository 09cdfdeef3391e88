import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { canRunKeyring, type KeyringSession, startKeyringSession } from "../testing/gnome-keyring.ts";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { newSecretReference } from "./secret-reference.ts";
import { createSecretStores } from "./secret-stores.ts";

const skipKeyring = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");
const skipTrace = skipKeyring || skipUnless(findProgram("strace"), "no strace to see the system calls with");
const PROCESSES = 8;

const fixture = fileURLToPath(new URL("fixtures/use-store.ts", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "k6p-stores-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Used {
  readonly results: readonly unknown[];
  readonly loaded: readonly string[];
}

async function useStore(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  tracer: readonly string[] = [],
): Promise<Used> {
  const [program = "", ...rest] = [...tracer, process.execPath, fixture, ...words];
  const { stdout } = await promisify(execFile)(program, rest, { env });
  return JSON.parse(stdout) as Used;
}

function newReference(): string {
  return newSecretReference({ randomBytes });
}

async function expectAllWritten(store: string, env: NodeJS.ProcessEnv): Promise<void> {
  const references = Array.from({ length: PROCESSES }, newReference);
  const used = await Promise.all(references.map((reference) => useStore([store, reference, "write", "read"], env)));
  expect(used.map(({ results }) => results)).toEqual(
    references.map((reference) => ["written", `secret of ${reference}`]),
  );
  const last = references[0] ?? "";
  expect((await useStore([store, last, "read"], env)).results).toEqual([`secret of ${last}`]);
}

test("The stores are the keyring and the file vault, in the order in which they are to be chosen", () => {
  const stores = createSecretStores({
    host: createNodeHost({ env: {} }),
    directories: { data: "/nonexistent", state: "/nonexistent" },
  });
  expect([...stores.keys()]).toEqual(["keyring", "file"]);
  for (const [id, store] of stores) expect(store.id).toBe(id);
});

test("Neither age nor the native module is loaded before a store needs it", async () => {
  const asked = [...(await useStore(["keyring", newReference(), "readiness"], { HOME: home })).loaded];
  asked.push(...(await useStore(["file", newReference(), "readiness", "read"], { HOME: home })).loaded);
  expect(asked.filter((url) => /age-encryption|@napi-rs/.test(url))).toEqual([]);
  const written = await useStore(["file", newReference(), "write"], { HOME: home });
  expect(written.loaded.some((url) => url.includes("age-encryption"))).toBe(true);
  expect(written.loaded.some((url) => url.includes("@napi-rs"))).toBe(false);
});

test("Processes that store their first secret in a vault at once end with one key that opens every secret", async () => {
  const shared = join(home, "shared");
  await expectAllWritten("file", { HOME: shared });
  const vault = join(shared, "data", "vault");
  expect(readdirSync(vault).toSorted()).toEqual(["identity", "secrets"]);
  expect(readFileSync(join(vault, "identity"), "utf8").match(/^AGE-SECRET-KEY-/gm)).toHaveLength(1);
  expect(readdirSync(join(vault, "secrets"))).toHaveLength(PROCESSES);
});

describe.skipIf(skipKeyring)("In a session with an unlocked keyring", () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyringSession("gnome-keyring");
    await session.startUnlocked();
  });
  afterAll(() => session.close());

  test("processes that store secrets at once all find them again", async () => {
    await expectAllWritten("keyring", session.env);
  });

  test("a token is read without anything of age", async () => {
    const { results, loaded } = await useStore(["keyring", newReference(), "read"], session.env);
    expect(results).toEqual(["absent"]);
    expect(loaded.some((url) => url.includes("@napi-rs"))).toBe(true);
    expect(loaded.some((url) => url.includes("age-encryption"))).toBe(false);
  });

  test.skipIf(skipTrace)(
    "the keyring of the kernel is never touched, whether the Secret Service is there or not",
    async () => {
      const calls = join(home, "calls");
      const tracer = [
        "strace",
        "--follow-forks",
        "--trace=add_key,request_key,keyctl",
        "--signal=none",
        "--quiet=all",
        `--output=${calls}`,
      ];
      const used = await useStore(["keyring", newReference(), "write", "read", "remove"], session.env, tracer);
      expect(used.results.at(-1)).toBe("removed");
      expect(readFileSync(calls, "utf8")).toBe("");
      const unreachable = await useStore(["keyring", newReference(), "native-write"], { HOME: home }, tracer);
      expect(unreachable.results).toEqual(["failed"]);
      expect(readFileSync(calls, "utf8")).toBe("");
    },
  );
});
