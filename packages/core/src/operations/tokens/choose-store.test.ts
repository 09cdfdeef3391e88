import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import { chooseStore } from "./choose-store.ts";
import { useStore } from "../stores/use-store.ts";
import { codeOf } from "../../testing/error-code.ts";

let test: TestEngine;

beforeEach(() => {
  test = createTestEngine();
});

afterEach(() => test.remove());

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
