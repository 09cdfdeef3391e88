import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import type { SecretStore, SecretStoreId, StoreReadiness } from "../../secrets/secret-store.ts";
import { Secret } from "../../secrets/secret.ts";
import { createMemorySecretStore } from "../../testing/memory-secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import { linkToken } from "../login/link-token.ts";
import { testStores } from "./test-stores.ts";
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
