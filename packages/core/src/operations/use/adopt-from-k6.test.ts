import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { adoptFromK6 } from "./adopt-from-k6.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
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
