import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeOf } from "../../testing/error-code.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { withPrivateConfig } from "../run/with-private-config.ts";
import { clearIdentity } from "../use/clear-identity.ts";
import { useProfile } from "../use/use-profile.ts";
import { logOut } from "./log-out.ts";
import { removeProfile } from "./remove-profile.ts";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stack: "acme" });
  await addTestProfile(test.engine, { name: "other", stack: "acme", token: "token-of-another" });
});

afterEach(() => test.remove());

const PROD = { name: "prod", yes: true, force: false } as const;
const LOGIN = `{"collectors":{"cloud":{"token":"typed-into-k6-0001","stackID":3,"stackURL":"https://x.grafana.net"}}}`;

describe("logging out", () => {
  it("removes the token from its store and from k6's file, and keeps the definition", async () => {
    await useProfile(test.engine, { name: "prod" });
    const { id } = test.engine.ownProfiles.get("prod");
    const left = await logOut(test.engine, PROD);
    expect(left).toMatchObject({ k6File: test.configPath, tokenRemoved: true, copiesLeft: [] });
    expect(test.readConfig()).not.toContain("token-of-prod");
    expect(existsSync(test.engine.tokens.pathOf(id))).toBe(false);
    expect(test.engine.ownProfiles.names()).toEqual(["other", "prod"]);
  });

  it("leaves the identity of another profile in k6's file", async () => {
    await useProfile(test.engine, { name: "other" });
    expect((await logOut(test.engine, PROD)).k6File).toBeUndefined();
    expect(test.readConfig()).toContain("token-of-another");
  });

  it("needs a yes, and without one everything stays", async () => {
    await useProfile(test.engine, { name: "prod" });
    const before = test.readConfig();
    expect(await codeOf(() => logOut(test.engine, { ...PROD, yes: false }))).toBe("CONFIRMATION_NEEDED");
    expect(test.readConfig()).toBe(before);
    expect(test.engine.tokens.find(test.engine.ownProfiles.get("prod").id)).toBeDefined();
  });

  it("has nothing to remove the second time", async () => {
    await logOut(test.engine, PROD);
    expect(await codeOf(() => logOut(test.engine, PROD))).toBe("TOKEN_MISSING");
  });

  it("names a command that still uses the token", async () => {
    const profile = test.engine.ownProfiles.get("prod");
    const left = await withPrivateConfig(test.engine, { profile, withEnv: false }, () => logOut(test.engine, PROD));
    expect(left.copiesLeft).toEqual([expect.stringContaining(`process ${process.pid}`)]);
  });
});

describe("a token that was removed on purpose", () => {
  it("is not saved again by clear, whether by logout or with its profile", async () => {
    await useProfile(test.engine, { name: "prod" });
    const copy = test.readConfig();
    await logOut(test.engine, PROD);
    test.writeConfig(copy);
    expect((await clearIdentity(test.engine, {})).rescued).toBeUndefined();
    test.writeConfig(copy);
    await removeProfile(test.engine, { name: "prod", yes: true, force: false });
    expect((await useProfile(test.engine, { name: "other" })).rescued).toBeUndefined();
    expect(test.engine.ownProfiles.names()).toEqual(["other"]);
  });

  it("is dropped by clear --discard, for good", async () => {
    test.writeConfig(LOGIN);
    expect(await clearIdentity(test.engine, { discard: true })).toMatchObject({
      outcome: "written",
      rescued: undefined,
    });
    expect(test.readConfig()).not.toContain("typed-into-k6-0001");
    test.writeConfig(LOGIN);
    expect((await useProfile(test.engine, { name: "prod" })).rescued).toBeUndefined();
    expect(test.engine.ownProfiles.names()).toEqual(["other", "prod"]);
  });
});
