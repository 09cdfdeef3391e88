import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { listProfiles } from "./list-profiles.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { renameProfile } from "./rename-profile.ts";
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
