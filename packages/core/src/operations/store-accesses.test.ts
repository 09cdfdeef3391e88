import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SecretStore, SecretStoreId } from "../secrets/secret-store.ts";
import { Secret } from "../secrets/secret.ts";
import { createMemorySecretStore } from "../testing/memory-secret-store.ts";
import { createTestEngine, type TestEngine } from "../testing/test-engine.ts";
import { addProfile } from "./profiles/add-profile.ts";
import type { Engine } from "../engine/engine.ts";
import { exportEnvironment } from "./env/export-environment.ts";
import { findActiveProfile } from "./active/find-active-profile.ts";
import { listProfiles } from "./profiles/list-profiles.ts";
import { listStores } from "./stores/list-stores.ts";
import { showStatus } from "./profiles/show-status.ts";
import { useProfile } from "./use/use-profile.ts";

let test: TestEngine;

beforeEach(() => {
  test = createTestEngine();
});

afterEach(() => test.remove());

function withStores(change: Partial<Record<SecretStoreId, Partial<SecretStore>>>, engine = test.engine): Engine {
  const stores = new Map([...engine.stores].map(([id, store]) => [id, { ...store, ...change[id] }] as const));
  return { ...engine, stores };
}

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
