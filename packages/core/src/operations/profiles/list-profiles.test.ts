import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SecretStore } from "../../secrets/secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { listProfiles } from "./list-profiles.ts";
import type { Engine } from "../../engine/engine.ts";
import { useProfile } from "../use/use-profile.ts";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100, tags: ["eu"] });
});

afterEach(() => test.remove());

describe("listing", () => {
  it("marks the active profile and tells where each token is, without opening a store", async () => {
    await addTestProfile(test.engine, { name: "dev" });
    await useProfile(test.engine, { name: "prod" });
    const closed: SecretStore = {
      ...test.store,
      read: () => Promise.reject(new Error("opened")),
      readiness: () => Promise.reject(new Error("asked")),
    };
    const engine: Engine = { ...test.engine, stores: new Map([["file", closed]]) };
    const listed = await listProfiles(engine, {});
    expect(
      listed.profiles.map(({ profile, active, token }) => [profile.name, active, token.state, token.store]),
    ).toEqual([
      ["dev", false, "stored", "file"],
      ["prod", true, "stored", "file"],
    ]);
  });

  it("can be narrowed to a tag", async () => {
    await addTestProfile(test.engine, { name: "dev" });
    expect((await listProfiles(test.engine, { tag: "eu" })).profiles.map(({ profile }) => profile.name)).toEqual([
      "prod",
    ]);
  });

  it("shows the readable profiles next to one that is not", async () => {
    writeFileSync(test.engine.ownProfiles.pathOf("broken"), "{");
    const { profiles, unreadable } = await listProfiles(test.engine, {});
    expect(profiles.map(({ profile }) => profile.name)).toEqual(["prod"]);
    expect(unreadable.map(({ name, problem }) => [name, problem.code])).toEqual([["broken", "PROFILE_INVALID"]]);
  });

  it("warns when one file is a copy of another", async () => {
    writeFileSync(test.engine.ownProfiles.pathOf("copy"), readFileSync(test.engine.ownProfiles.pathOf("prod")));
    await listProfiles(test.engine, {});
    expect(test.notices.map(({ message }) => message).join()).toContain("copy and prod share one token");
  });

  it("says that a token is for another destination", async () => {
    const { profiles } = await listProfiles(test.withEnv({ K6_CLOUD_HOST_V6: "https://other.example" }), {});
    expect(profiles[0]?.token.state).toBe("other-destination");
  });
});
