import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import type { SecretStore } from "../../secrets/secret-store.ts";
import { createMemorySecretStore } from "../../testing/memory-secret-store.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { adoptFromK6 } from "../use/adopt-from-k6.ts";
import { copyProfile } from "./copy-profile.ts";
import { editProfile } from "./edit-profile.ts";
import { listProfiles } from "./list-profiles.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Prompter } from "../../engine/prompter.ts";
import { removeProfile } from "./remove-profile.ts";
import { renameProfile } from "./rename-profile.ts";
import { showProfile } from "./show-profile.ts";
import { useProfile } from "../use/use-profile.ts";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100, tags: ["eu"] });
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

async function tokenOf(name: string): Promise<string> {
  const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get(name));
  return identity.token.reveal();
}

function answering(yes: boolean): Prompter {
  return {
    confirm: async () => yes,
    secret: () => Promise.reject(new Error("not asked")),
    choose: () => Promise.reject(new Error("not asked")),
    profile: () => Promise.reject(new Error("not asked")),
  };
}

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

describe("showing", () => {
  it("says which profile it is and why, and gives the token out only when asked", async () => {
    const shown = await showProfile(test.withEnv({ K6P_PROFILE: "PROD" }), { withToken: false });
    expect(shown).toMatchObject({ source: "K6P_PROFILE", profile: { name: "prod" }, secret: undefined });
    expect((await showProfile(test.engine, { name: "prod", withToken: true })).secret?.reveal()).toBe("token-of-prod");
  });

  it("names K6P_PROFILE as the source of a name that is not there", async () => {
    const error = await showProfile(test.withEnv({ K6P_PROFILE: "prodd" }), { withToken: false }).catch(
      (reason: unknown) => reason,
    );
    expect(error instanceof K6pError && error.message).toContain(
      "Did you mean prod? The name comes from the variable K6P_PROFILE",
    );
  });
});

describe("editing", () => {
  it("changes what is named and keeps the rest, with keys that k6p does not know", async () => {
    const path = test.engine.ownProfiles.pathOf("prod");
    writeFileSync(path, readFileSync(path, "utf8").replace("{", '{\n  "owner": "team-a",'));
    await editProfile(test.engine, { name: "prod", force: false, project: 5, addTags: ["x"], removeTags: ["eu"] });
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      owner: "team-a",
      defaultProjectId: 5,
      tags: ["x"],
      stackId: 11111,
    });
  });

  it("takes settings away, and says which can be", async () => {
    await editProfile(test.engine, { name: "prod", force: false, unset: ["project", "tags"] });
    const { defaultProjectId, tags } = test.engine.ownProfiles.get("prod");
    expect([defaultProjectId, tags]).toEqual([undefined, []]);
    expect(await codeOf(() => editProfile(test.engine, { name: "prod", force: false, unset: ["token"] }))).toBe(
      "USAGE",
    );
    expect(await codeOf(() => editProfile(test.engine, { name: "prod", force: false }))).toBe("USAGE");
  });

  it("of the stack leaves the profile without a token until it is entered again", async () => {
    const { token } = await editProfile(test.engine, { name: "prod", force: false, stack: "other" });
    expect(token.state).toBe("other-destination");
    expect(test.notices.at(-1)?.remedy).toEqual(["Enter a token: k6p login prod"]);
    expect(await codeOf(() => tokenOf("prod"))).toBe("TOKEN_FOR_OTHER_DESTINATION");
    await editProfile(test.engine, { name: "prod", force: false, stack: "prod", stackId: 11111 });
    expect(await tokenOf("prod")).toBe("token-of-prod");
  });

  it("does not take the project from a stack token", async () => {
    expect(
      await codeOf(() =>
        editProfile(test.engine, { name: "prod", force: false, tokenKind: "stack", unset: ["project"] }),
      ),
    ).toBe("PROJECT_NEEDED");
  });

  it("refuses a protected profile without force, but lets the protection be lifted", async () => {
    await editProfile(test.engine, { name: "prod", force: false, protected: true });
    expect(await codeOf(() => editProfile(test.engine, { name: "prod", force: false, project: 1 }))).toBe(
      "PROFILE_PROTECTED",
    );
    expect(await codeOf(() => renameProfile(test.engine, { from: "prod", to: "x", force: false }))).toBe(
      "PROFILE_PROTECTED",
    );
    expect(await codeOf(() => removeProfile(test.engine, { name: "prod", yes: true, force: false }))).toBe(
      "PROFILE_PROTECTED",
    );
    await editProfile(test.engine, { name: "prod", force: false, protected: false });
    expect(test.engine.ownProfiles.get("prod").protected).toBe(false);
  });
});

describe("renaming", () => {
  it("takes the token along, and changes the case of a name", async () => {
    await useProfile(test.engine, { name: "prod" });
    await renameProfile(test.engine, { from: "prod", to: "Prod", force: false });
    await renameProfile(test.engine, { from: "PROD", to: "production", force: false });
    expect(test.engine.ownProfiles.names()).toEqual(["production"]);
    expect(await tokenOf("production")).toBe("token-of-prod");
    const listed = await listProfiles(test.engine, {});
    expect(listed.profiles[0]?.active).toBe(true);
  });

  it("refuses a name that is taken", async () => {
    await addTestProfile(test.engine, { name: "dev" });
    expect(await codeOf(() => renameProfile(test.engine, { from: "prod", to: "DEV", force: false }))).toBe(
      "PROFILE_EXISTS",
    );
    expect(test.engine.ownProfiles.names()).toEqual(["dev", "prod"]);
  });
});

describe("copying", () => {
  it("for the same stack copies the token, so that each has its own", async () => {
    await copyProfile(test.engine, { from: "prod", to: "checkout", project: 7 });
    await removeProfile(test.engine, { name: "prod", yes: true, force: false });
    expect(test.engine.ownProfiles.get("checkout")).toMatchObject({
      stackId: 11111,
      defaultProjectId: 7,
      tags: ["eu"],
    });
    expect(await tokenOf("checkout")).toBe("token-of-prod");
  });

  it("for another stack copies no token, and says so", async () => {
    const { token } = await copyProfile(test.engine, { from: "prod", to: "staging", stack: "staging" });
    expect(token.state).toBe("missing");
    expect(test.notices.at(-1)?.remedy).toEqual(["Enter one: k6p login staging"]);
  });
});

describe("removing", () => {
  it("asks, and leaves everything in place on a no", async () => {
    const asked = test.withEnv({}, answering(false));
    expect(await codeOf(() => removeProfile(asked, { name: "prod", yes: false, force: false }))).toBe("CANCELLED");
    expect(await codeOf(() => removeProfile(test.engine, { name: "prod", yes: false, force: false }))).toBe(
      "CONFIRMATION_NEEDED",
    );
    expect(await tokenOf("prod")).toBe("token-of-prod");
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

describe("adopting", () => {
  const LOGIN =
    '{"collectors":{"cloud":{"token":"typed-into-k6-0001","stackID":11111,"stackURL":"https://prod.grafana.net","defaultProjectID":9}}}';

  it("saves what k6 cloud login wrote under the name of its stack, or the one that is given", async () => {
    test.writeConfig(LOGIN);
    expect((await adoptFromK6(test.engine, { name: "mine" })).profile).toMatchObject({
      name: "mine",
      stackId: 11111,
      defaultProjectId: 9,
    });
    expect(await tokenOf("mine")).toBe("typed-into-k6-0001");
    expect(await codeOf(() => adoptFromK6(test.engine, {}))).toBe("PROFILE_EXISTS");
  });

  it("under the name of a profile for the same stack renews that profile's token", async () => {
    test.writeConfig(LOGIN);
    await adoptFromK6(test.engine, { name: "prod" });
    expect(await tokenOf("prod")).toBe("typed-into-k6-0001");
  });

  it("does not put the token of one stack into the profile of another", async () => {
    test.writeConfig(LOGIN.replaceAll("11111", "22222"));
    expect(await codeOf(() => adoptFromK6(test.engine, { name: "prod" }))).toBe("PROFILE_EXISTS");
    expect(await tokenOf("prod")).toBe("token-of-prod");
  });

  it("says so when there is nothing to adopt", async () => {
    expect(await codeOf(() => adoptFromK6(test.engine, {}))).toBe("TOKEN_MISSING");
  });
});
