import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import { type AdoptRequest, type AdoptedProfile, adoptFromK6 } from "./adopt-from-k6.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { codeOf } from "../../testing/error-code.ts";

const TOKEN = "typed-into-k6-0001";
const ACME = { stackUrl: "https://prod.grafana.net", stackId: 11111, defaultProjectId: 9, projects: [] };
const LOGIN = `{"collectors":{"cloud":{"token":"${TOKEN}","stackID":11111,"stackURL":"https://prod.grafana.net","defaultProjectID":9}}}`;

let cloud: CloudStandIn;
let test: TestEngine;

beforeEach(async () => {
  cloud = await startCloudStandIn({ accounts: [{ ...ACME, token: TOKEN }] });
  test = createTestEngine({ env: { K6_CLOUD_HOST_V6: cloud.url } });
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100, tags: ["eu"] });
});

afterEach(async () => {
  await cloud.close();
  test.remove();
});

function adopt(request: Partial<AdoptRequest> = {}): Promise<AdoptedProfile> {
  return adoptFromK6(test.engine, { verify: true, ...request });
}

async function tokenOf(name: string): Promise<string> {
  const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get(name));
  return identity.token.reveal();
}

describe("adopting", () => {
  it("saves what k6 cloud login wrote under the name of its stack, or the one that is given", async () => {
    test.writeConfig(LOGIN);
    expect((await adopt({ name: "mine" })).profile).toMatchObject({
      name: "mine",
      stackId: 11111,
      defaultProjectId: 9,
    });
    expect(await tokenOf("mine")).toBe(TOKEN);
    expect(await codeOf(() => adopt())).toBe("PROFILE_EXISTS");
  });

  it.each([
    ["projectID", LOGIN.replace('"stackID"', '"projectID":555,"stackID"')],
    ["projectID of the option cloud", LOGIN.replace('{"collectors"', '{"cloud":{"projectID":"555"},"collectors"')],
  ])("makes %s the project of the profile, as k6 prefers it to the default project", async (_, config) => {
    test.writeConfig(config);
    expect((await adopt({ name: "mine" })).profile.defaultProjectId).toBe(555);
  });

  it("leaves k6's file as it is, and the profile is the active one at once", async () => {
    const config = LOGIN.replace('"stackID"', '"projectID":555,"stackID"');
    test.writeConfig(config);
    await adopt({ name: "mine" });
    expect(test.readConfig()).toBe(config);
    expect(await findActiveProfile(test.engine)).toMatchObject({ kind: "active", profile: { name: "mine" } });
  });

  it("asks Grafana Cloud about the token and records that it was accepted", async () => {
    test.writeConfig(LOGIN);
    const { profile, check } = await adopt({ name: "mine" });
    expect(check.verdict).toBe("valid");
    expect(test.engine.tokens.find(profile.id)?.verifiedAt).toMatch(/^\d{4}-/);
  });

  it.each([
    ["rejected", LOGIN.replace(TOKEN, "revoked-token-0001"), true],
    ["unverified", LOGIN, false],
    ["unverified", LOGIN.replace('"stackURL":"https://prod.grafana.net",', ""), true],
  ])("saves a token that is %s as well", async (verdict, config, verify) => {
    test.writeConfig(config);
    const { profile, check } = await adopt({ name: "mine", verify });
    expect(check.verdict).toBe(verdict);
    expect(test.engine.tokens.find(profile.id)).toBeDefined();
    expect(test.engine.tokens.find(profile.id)?.verifiedAt).toBeUndefined();
  });

  it("saves the token when Grafana Cloud cannot be reached", async () => {
    await cloud.close();
    test.writeConfig(LOGIN);
    expect((await adopt({ name: "mine" })).check.verdict).toBe("unreachable");
    expect(await tokenOf("mine")).toBe(TOKEN);
  });

  it("under the name of a profile for the same stack renews that profile's token, and mentions another project", async () => {
    test.writeConfig(LOGIN);
    await adopt({ name: "prod" });
    expect(await tokenOf("prod")).toBe(TOKEN);
    expect(test.notices.map(({ message }) => message)).toContain(
      `k6 uses project 9 from ${test.configPath}; profile prod keeps project 1100.`,
    );
  });

  it("does not put the token of one stack into the profile of another", async () => {
    test.writeConfig(LOGIN.replaceAll("11111", "22222"));
    expect(await codeOf(() => adopt({ name: "prod" }))).toBe("PROFILE_EXISTS");
    expect(await tokenOf("prod")).toBe("token-of-prod");
  });
});

describe("adopting what k6's file does not hold", () => {
  it("says that there is nothing to adopt", async () => {
    await expect(adopt()).rejects.toMatchObject({ code: "TOKEN_MISSING" });
  });

  it("names the variable that k6 takes its token from, and the command that reads it", async () => {
    const engine = test.withEnv({ K6_CLOUD_TOKEN: TOKEN });
    await expect(adoptFromK6(engine, { name: "dev", verify: false })).rejects.toMatchObject({
      code: "TOKEN_MISSING",
      message: expect.stringContaining("K6_CLOUD_TOKEN"),
      remedy: ["Make a profile from the environment: k6p profile import dev --from env"],
    });
  });

  it("names the file that k6 1 reads", async () => {
    const old = join(test.home, ".config", "loadimpact", "k6", "config.json");
    test.writeConfig("{}");
    test.writeFile(old, LOGIN);
    await expect(adopt()).rejects.toMatchObject({
      remedy: expect.arrayContaining([`Save the login that k6 1 reads: k6p profile adopt --config ${old}`]),
    });
    expect((await adopt({ config: old, name: "mine" })).profile.stackId).toBe(11111);
  });

  it.each([
    ["an environment file", `# for CI\nK6_CLOUD_TOKEN=${TOKEN}\n`],
    ["a Compose file", `services:\n  load:\n    environment:\n      K6_CLOUD_TOKEN: ${TOKEN}\n`],
    ["a k6p export", "version: 1\nprofiles:\n  prod: { stack: acme }\n"],
  ])("says that a file is %s, and which command reads it", async (kind, text) => {
    const file = join(test.home, "input");
    writeFileSync(file, text);
    await expect(adopt({ config: file })).rejects.toMatchObject({
      code: "K6_CONFIG_UNREADABLE",
      message: expect.stringContaining(kind),
      remedy: [`Make a profile from it: k6p profile import --from ${file}`],
    });
  });
});
