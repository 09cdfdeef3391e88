import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { showProfile } from "./show-profile.ts";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100, tags: ["eu"] });
});

afterEach(() => test.remove());

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
