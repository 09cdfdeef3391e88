import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import type { SecretStore, SecretStoreId, StoreReadiness } from "../../secrets/secret-store.ts";
import { Secret } from "../../secrets/secret.ts";
import { createMemorySecretStore } from "../../testing/memory-secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { addProfile } from "../profiles/add-profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { exportEnvironment } from "../env/export-environment.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import { listProfiles } from "../profiles/list-profiles.ts";
import { listStores } from "./list-stores.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { linkToken } from "../login/link-token.ts";
import { showStatus } from "../profiles/show-status.ts";
import { testStores } from "./test-stores.ts";
import { useProfile } from "../use/use-profile.ts";
import { useStore } from "./use-store.ts";

const LOCKED: StoreReadiness = { state: "locked", reason: "The keyring is locked.", remedy: ["Unlock it."] };

let test: TestEngine;

beforeEach(() => {
  test = createTestEngine();
});

afterEach(() => test.remove());

async function codeOf(action: () => unknown): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (error instanceof K6pError) return error.code;
    throw error;
  }
}

function withStores(change: Partial<Record<SecretStoreId, Partial<SecretStore>>>, engine = test.engine): Engine {
  const stores = new Map([...engine.stores].map(([id, store]) => [id, { ...store, ...change[id] }] as const));
  return { ...engine, stores };
}

describe("the store for a new token", () => {
  const pick = async (engine: Engine, explicit?: string): Promise<string> =>
    (await chooseStore(engine, { explicit, what: "the token of profile prod" })).id;

  it("is the keyring, unless the settings, then K6P_STORE, then --store name another", async () => {
    expect(await pick(test.engine)).toBe("keyring");
    await useStore(test.engine, "file");
    expect(await pick(test.engine)).toBe("file");
    expect(await pick(test.withEnv({ K6P_STORE: "keyring" }))).toBe("keyring");
    expect(await pick(test.withEnv({ K6P_STORE: "keyring" }), "file")).toBe("file");
    expect(await pick(test.withEnv({ K6P_STORE: "" }))).toBe("file");
  });

  it("does not depend on settings that are broken, where something else names it", async () => {
    await useStore(test.engine, "file");
    writeFileSync(test.engine.settings.path, "{");
    expect(await pick(test.engine, "keyring")).toBe("keyring");
    expect((await chooseStore(test.engine, { recorded: "file", what: "the token of profile prod" })).id).toBe("file");
    expect(await codeOf(() => pick(test.engine))).toBe("SETTINGS_INVALID");
  });
});

describe("choosing a store", () => {
  it("tells which profiles keep their tokens elsewhere, and leaves them there", async () => {
    await addTestProfile(test.engine, { name: "prod" });
    expect(await useStore(test.engine, "keyring")).toMatchObject({ store: "keyring", elsewhere: ["prod"] });
    expect(test.engine.settings.read()).toEqual({ store: "keyring" });
    const { profiles } = await listProfiles(test.engine, {});
    expect(profiles[0]?.token.store).toBe("file");
  });

  it("warns when the store is not ready, or when K6P_STORE counts more", async () => {
    await useStore(withStores({ keyring: { readiness: async () => LOCKED } }), "keyring");
    expect(test.notices.map(({ message }) => message).join()).toContain("The keyring is locked.");
    await useStore(test.withEnv({ K6P_STORE: "file" }), "keyring");
    expect(test.notices.at(-1)).toMatchObject({ remedy: ["unset K6P_STORE"] });
  });

  it.each([
    ["paper", "STORE_UNKNOWN"],
    ["__proto__", "STORE_UNKNOWN"],
    ["command", "STORE_READ_ONLY"],
  ])("refuses %s, and sets nothing", async (name, code) => {
    expect(await codeOf(() => useStore(test.engine, name))).toBe(code);
    expect(test.engine.settings.read()).toEqual({});
  });
});

describe("listing the stores", () => {
  it("tells how each stands, what uses it, and which one is for new tokens", async () => {
    await addTestProfile(test.engine, { name: "prod" });
    await addTestProfile(test.engine, { name: "dev" });
    const engine = withStores(
      { keyring: { readiness: async () => LOCKED } },
      test.withEnv({ T: "token-of-a-variable" }),
    );
    await linkToken(engine, { name: "dev", place: { from: "env", variable: "T" }, verify: false });
    const listed = await listStores(engine);
    expect(
      listed.stores.map(({ id, readiness, writable, profiles }) => [id, readiness.state, writable, profiles]),
    ).toEqual([
      ["file", "ready", true, 1],
      ["keyring", "locked", true, 0],
      ["command", "ready", false, 0],
      ["env", "ready", false, 1],
      ["plain-file", "ready", false, 0],
    ]);
    expect(listed.default).toEqual({ store: "keyring", source: undefined });
    expect((await listStores(test.withEnv({ K6P_STORE: "file" }))).default).toEqual({
      store: "file",
      source: "K6P_STORE",
    });
  });

  it("goes on when the settings or a record cannot be read, and says so", async () => {
    await addTestProfile(test.engine, { name: "prod" });
    await useStore(test.engine, "file");
    writeFileSync(test.engine.settings.path, "{");
    writeFileSync(test.engine.tokens.pathOf(test.engine.ownProfiles.get("prod").id), "{");
    expect((await listStores(test.engine)).default).toBeUndefined();
    expect(test.notices.filter(({ level }) => level === "warning")).toHaveLength(2);
  });
});

describe("trying a store", () => {
  it("writes, reads and removes a secret of its own, and leaves nothing behind", async () => {
    const steps: string[] = [];
    const file = createMemorySecretStore("file");
    const watched: Partial<SecretStore> = {
      read: async (...args) => (steps.push("read"), file.read(...args)),
      write: async (...args) => (steps.push("write"), file.write(...args)),
      remove: async (...args) => {
        const removed = await file.remove(...args);
        steps.push(removed);
        return removed;
      },
    };
    const [tried] = await testStores(withStores({ file: watched }), "file");
    expect(tried).toMatchObject({ store: "file", outcome: "works", problem: undefined });
    expect(steps).toEqual(["write", "read", "removed"]);
  });

  it("fails when the secret comes back as another one, is lost, or cannot be removed", async () => {
    const failing: readonly Partial<SecretStore>[] = [
      { read: async () => ({ kind: "found", secret: new Secret("another") }) },
      { read: async () => ({ kind: "absent" }) },
      { remove: () => Promise.reject(new K6pError("STORE_TIMEOUT", { message: "Too slow." })) },
      { readiness: async () => LOCKED },
    ];
    for (const change of failing) {
      const [tried] = await testStores(withStores({ file: change }), "file");
      expect(tried).toMatchObject({ outcome: "failed", problem: { code: expect.stringMatching(/^STORE_/) } });
    }
  });

  it("reads what profiles refer to, and tells apart found, changed, absent and failed", async () => {
    for (const name of ["same", "new", "gone", "moved"]) await addTestProfile(test.engine, { name });
    const at = (env: Record<string, string>): Engine => test.withEnv(env);
    for (const name of ["same", "new", "gone", "moved"]) {
      const variable = `T_${name.toUpperCase()}`;
      const engine = at({ [variable]: `token-of-${name}` });
      await linkToken(engine, { name, place: { from: "env", variable }, verify: false });
    }
    await test.engine.ownProfiles.update("moved", (profile) => ({ ...profile, stackId: 2 }));
    const tried = await testStores(
      at({ T_SAME: "token-of-same", T_NEW: "another-token", T_MOVED: "token-of-moved" }),
      "env",
    );
    expect(tried.map(({ profile, outcome, problem }) => [profile, outcome, problem?.code])).toEqual([
      ["gone", "absent", "TOKEN_MISSING"],
      ["moved", "failed", "TOKEN_FOR_OTHER_DESTINATION"],
      ["new", "changed", undefined],
      ["same", "found", undefined],
    ]);
    expect(JSON.stringify(tried)).not.toContain("token-of-same");
  });

  it("without a name tries the store for new tokens and those that are used", async () => {
    await addTestProfile(test.engine, { name: "prod" });
    expect((await testStores(test.engine, undefined)).map(({ store }) => store)).toEqual(["keyring", "file"]);
    expect(await codeOf(() => testStores(test.engine, "paper"))).toBe("STORE_UNKNOWN");
  });
});

describe("the number of accesses to a store", () => {
  it("is one to read a token, and none where no token is needed", async () => {
    const calls: string[] = [];
    const keyring = createMemorySecretStore("keyring");
    const counting: SecretStore = {
      ...keyring,
      readiness: async (deadline) => (calls.push("readiness"), keyring.readiness(deadline)),
      read: async (...args) => (calls.push("read"), keyring.read(...args)),
      write: async (...args) => (calls.push("write"), keyring.write(...args)),
      remove: async (...args) => (calls.push("remove"), keyring.remove(...args)),
    };
    const engine = withStores({ keyring: counting });
    const callsOf = async (action: () => Promise<unknown>): Promise<readonly string[]> => {
      calls.length = 0;
      await action();
      return [...calls];
    };
    const token = { from: "input", read: async () => new Secret("token-in-the-keyring") } as const;
    const add = () => addProfile(engine, { name: "prod", stack: "acme", stackId: 1, verify: false, token });
    expect(await callsOf(add)).toEqual(["readiness", "write"]);
    expect(await callsOf(() => useProfile(engine, { name: "prod" }))).toEqual(["read"]);
    expect(await callsOf(() => useProfile(engine, { name: "prod" }))).toEqual(["read"]);
    expect(await callsOf(() => exportEnvironment(engine, { name: "prod", mode: "variables" }))).toEqual(["read"]);
    expect(await callsOf(() => listProfiles(engine, {}))).toEqual([]);
    expect(await callsOf(() => findActiveProfile(engine))).toEqual([]);
    expect(await callsOf(() => showStatus(engine))).toEqual([]);
    expect(await callsOf(() => listStores(engine))).toEqual(["readiness"]);
  });
});
