import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { editProfile } from "./edit-profile.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { removeProfile } from "./remove-profile.ts";
import { renameProfile } from "./rename-profile.ts";
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
