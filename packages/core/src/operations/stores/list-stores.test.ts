import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SecretStore, SecretStoreId, StoreReadiness } from "../../secrets/secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import { listStores } from "./list-stores.ts";
import { linkToken } from "../login/link-token.ts";
import { useStore } from "./use-store.ts";

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
