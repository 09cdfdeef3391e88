import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readIdentity } from "../../k6-config/read-identity.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { describeProfile } from "./describe-profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import { obtainCredentials } from "./obtain-credentials.ts";
import { useProfile } from "../use/use-profile.ts";

const GIVEN = "given-by-the-pipeline";
let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", token: "stored-token-0001" });
  await addTestProfile(test.engine, { name: "staging", stackId: 22222 });
});

afterEach(() => test.remove());

async function tokenOf(engine: Engine, name = "prod"): Promise<string> {
  return (await obtainCredentials(engine, engine.ownProfiles.get(name))).identity.token.reveal();
}

describe("K6P_TOKEN_<NAME>", () => {
  it("comes before what is stored, for that profile alone", async () => {
    const engine = test.withEnv({ K6P_TOKEN_PROD: `${GIVEN}\n` });
    expect(await tokenOf(engine)).toBe(GIVEN);
    expect(await tokenOf(engine, "staging")).toBe("token-of-staging");
    expect(describeProfile(engine, engine.ownProfiles.get("prod")).token).toMatchObject({
      state: "variable",
      readFrom: "the variable K6P_TOKEN_PROD",
    });
  });

  it("needs neither a store nor a record", async () => {
    await addTestProfile(test.engine, { name: "eu-1.x", stack: "eu" });
    const none = createTestEngine({ stores: new Map() });
    try {
      await none.engine.ownProfiles.create({ ...test.engine.ownProfiles.get("eu-1.x"), id: "c".repeat(26) });
      expect(await tokenOf(none.withEnv({ K6P_TOKEN_EU_1_X: GIVEN }), "eu-1.x")).toBe(GIVEN);
    } finally {
      none.remove();
    }
  });

  it("is named, with the token that k6 itself would take, where there is none for the profile", async () => {
    const none = createTestEngine({ stores: new Map() });
    try {
      await none.engine.ownProfiles.create({ ...test.engine.ownProfiles.get("prod"), id: "c".repeat(26) });
      const remedyIn = async (env: Readonly<Record<string, string>>): Promise<unknown> => {
        const error: unknown = await tokenOf(none.withEnv(env)).catch((reason: unknown) => reason);
        return (error as { readonly remedy: readonly string[] }).remedy.at(-1);
      };
      expect(await remedyIn({})).toBe("In a pipeline, set the variable K6P_TOKEN_PROD.");
      expect(await remedyIn({ K6_CLOUD_TOKEN: GIVEN })).toContain('export K6P_TOKEN_PROD="$K6_CLOUD_TOKEN"');
      // There it is the token of another profile.
      expect(await remedyIn({ K6_CLOUD_TOKEN: GIVEN, K6P_PROFILE: "staging" })).not.toContain("K6_CLOUD_TOKEN");
    } finally {
      none.remove();
    }
  });

  it("counts as unset when it is empty, as a pipeline gives a secret that does not exist", async () => {
    expect(await tokenOf(test.withEnv({ K6P_TOKEN_PROD: "" }))).toBe("stored-token-0001");
  });

  it.each(["$(K6P_TOKEN_PROD)", "short", "two words here"])(
    "is named when its value (%s) is no token",
    async (value) => {
      await expect(tokenOf(test.withEnv({ K6P_TOKEN_PROD: value }))).rejects.toMatchObject({
        code: "TOKEN_INVALID",
        message: expect.stringContaining("K6P_TOKEN_PROD"),
      });
    },
  );

  it("is given to neither of two profiles that it could mean", async () => {
    await addTestProfile(test.engine, { name: "eu-prod", stack: "eu" });
    await addTestProfile(test.engine, { name: "eu_prod", stack: "eu" });
    await expect(tokenOf(test.withEnv({ K6P_TOKEN_EU_PROD: GIVEN }), "eu_prod")).rejects.toMatchObject({
      code: "TOKEN_VARIABLE_AMBIGUOUS",
      message: expect.stringMatching(/eu_prod or profile eu-prod/),
    });
    expect(await tokenOf(test.withEnv({}), "eu_prod")).toBe("token-of-eu_prod");
  });

  it.each(["K6_CLOUD_HOST_V6", "K6_CLOUD_HOST", "K6_CLOUD_LOGS_TAIL_URL", "K6_CLOUD_TRACES_HOST"])(
    "is not sent where %s says, outside of Grafana's hosts",
    async (variable) => {
      const engine = test.withEnv({ K6P_TOKEN_PROD: GIVEN, [variable]: "https://evil.example" });
      await expect(tokenOf(engine)).rejects.toMatchObject({
        code: "TOKEN_FOR_OTHER_DESTINATION",
        message: expect.stringContaining(variable),
      });
      expect(await tokenOf(test.withEnv({ K6P_TOKEN_PROD: GIVEN, [variable]: "https://other.k6.io" }))).toBe(GIVEN);
    },
  );

  it("goes where the profile itself says", async () => {
    await addTestProfile(test.engine, { name: "own", hostv6: "https://k6.example.com" });
    const engine = test.withEnv({ K6P_TOKEN_OWN: GIVEN, K6_CLOUD_HOST_V6: "https://evil.example" });
    const { destination } = await obtainCredentials(engine, engine.ownProfiles.get("own"));
    expect(destination.api).toBe("https://k6.example.com");
  });

  it("is recognized in k6's file afterwards, and never saved as a profile of its own", async () => {
    await useProfile(test.withEnv({ K6P_TOKEN_PROD: GIVEN }), { name: "prod" });
    expect(readIdentity(Buffer.from(test.readConfig())).identity.token?.reveal()).toBe(GIVEN);
    expect(await findActiveProfile(test.engine)).toMatchObject({ kind: "active", profile: { name: "prod" } });

    const replaced = await useProfile(test.engine, { name: "staging" });
    expect(replaced.rescued).toBeUndefined();
    expect(test.engine.ownProfiles.names()).toEqual(["prod", "staging"]);
  });

  it("is not the profile's token any more once another one is stored", async () => {
    await useProfile(test.withEnv({ K6P_TOKEN_PROD: GIVEN }), { name: "prod" });
    const { logIn } = await import("../profiles/log-in.ts");
    const { Secret } = await import("../../secrets/secret.ts");
    const read = async () => new Secret("newly-entered-token");
    await logIn(test.engine, { name: "prod", token: { from: "input", read }, verify: false });
    expect(await findActiveProfile(test.engine)).toMatchObject({ kind: "foreign" });
    expect((await useProfile(test.engine, { name: "staging" })).rescued).toBeUndefined();
  });
});
