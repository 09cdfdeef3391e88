import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import type { SecretStore } from "../../secrets/secret-store.ts";
import { createMemorySecretStore } from "../../testing/memory-secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import type { Prompter } from "../../engine/prompter.ts";
import { removeProfile } from "./remove-profile.ts";
import { useProfile } from "../use/use-profile.ts";
import { codeOf } from "../../testing/error-code.ts";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100, tags: ["eu"] });
});

afterEach(() => test.remove());

async function tokenOf(name: string): Promise<string> {
  const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get(name));
  return identity.token.reveal();
}

function answering(yes: boolean): Prompter {
  return {
    confirm: async () => yes,
    text: () => Promise.reject(new Error("not asked")),
    secret: () => Promise.reject(new Error("not asked")),
    choose: () => Promise.reject(new Error("not asked")),
    profile: () => Promise.reject(new Error("not asked")),
  };
}

describe("removing", () => {
  it("asks, and leaves everything in place on a no", async () => {
    const asked = test.withEnv({}, answering(false));
    expect(await codeOf(() => removeProfile(asked, { name: "prod", yes: false, force: false }))).toBe("CANCELLED");
    expect(await codeOf(() => removeProfile(test.engine, { name: "prod", yes: false, force: false }))).toBe(
      "CONFIRMATION_NEEDED",
    );
    expect(await tokenOf("prod")).toBe("token-of-prod");
  });

  it("names the command that confirms it, also for a protected profile", async () => {
    await addTestProfile(test.engine, { name: "guarded", protected: true });
    const remedy = { remedy: ["To confirm: k6p profile remove guarded --force --yes"] };
    await expect(removeProfile(test.engine, { name: "guarded", yes: false, force: true })).rejects.toMatchObject(
      remedy,
    );
    await removeProfile(test.engine, { name: "guarded", yes: true, force: true });
    expect(test.engine.ownProfiles.find("guarded")).toBeUndefined();
  });

  it("also removes the token, and lists what still contains a copy", async () => {
    await useProfile(test.engine, { name: "prod" });
    const { id } = test.engine.ownProfiles.get("prod");
    const reference = test.engine.tokens.find(id)?.reference;
    const removed = await removeProfile(test.withEnv({}, answering(true)), { name: "prod", yes: false, force: false });
    expect(removed).toMatchObject({ tokenRemoved: true, copiesLeft: [expect.stringContaining(test.configPath)] });
    expect(existsSync(test.engine.tokens.pathOf(id))).toBe(false);
    expect(
      await test.store.read(typeof reference === "string" ? reference : "", { deadlineMs: 1000, interactive: false }),
    ).toEqual({
      kind: "absent",
    });
  });

  it("keeps the profile when its token cannot be removed, unless forced", async () => {
    const working = createMemorySecretStore("file");
    const locked: SecretStore = {
      ...working,
      remove: () => Promise.reject(new K6pError("STORE_LOCKED", { message: "It is locked." })),
    };
    const engine = { ...test.engine, stores: new Map([["file", locked] as const]) };
    expect(await codeOf(() => removeProfile(engine, { name: "prod", yes: true, force: false }))).toBe("STORE_LOCKED");
    expect(engine.ownProfiles.names()).toEqual(["prod"]);
    expect((await removeProfile(engine, { name: "prod", yes: true, force: true })).tokenRemoved).toBe(false);
    expect(engine.ownProfiles.names()).toEqual([]);
  });
});
