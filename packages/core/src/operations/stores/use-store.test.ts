import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SecretStore, SecretStoreId, StoreReadiness } from "../../secrets/secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import { listProfiles } from "../profiles/list-profiles.ts";
import { useStore } from "./use-store.ts";
import { codeOf } from "../../testing/error-code.ts";

const LOCKED: StoreReadiness = { state: "locked", reason: "The keyring is locked.", remedy: ["Unlock it."] };

let test: TestEngine;

beforeEach(() => {
  test = createTestEngine();
});

afterEach(() => test.remove());

function withStores(change: Partial<Record<SecretStoreId, Partial<SecretStore>>>, engine = test.engine): Engine {
  const stores = new Map([...engine.stores].map(([id, store]) => [id, { ...store, ...change[id] }] as const));
  return { ...engine, stores };
}

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
