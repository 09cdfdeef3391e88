import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { copyProfile } from "./copy-profile.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { removeProfile } from "./remove-profile.ts";

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
