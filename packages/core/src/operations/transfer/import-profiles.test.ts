import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Prompter } from "../../engine/prompter.ts";
import { Secret } from "../../secrets/secret.ts";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { type ImportRequest, type ImportResult, importProfiles } from "./import-profiles.ts";

const TOKEN = "glsa_the_token_of_acme_0001";
const ACME = { stackUrl: "https://acme.grafana.net", stackId: 12345, defaultProjectId: 678, projects: [] };

let cloud: CloudStandIn;
let test: TestEngine;
let file: string;

beforeEach(async () => {
  cloud = await startCloudStandIn({ accounts: [{ ...ACME, token: TOKEN }] });
  test = createTestEngine({ env: { K6_CLOUD_HOST_V6: cloud.url } });
  file = join(test.home, "input");
});

afterEach(async () => {
  await cloud.close();
  test.remove();
});

function run(request: Partial<ImportRequest> = {}, engine = test.engine): Promise<ImportResult> {
  return importProfiles(engine, { yes: true, dryRun: false, verify: true, store: "file", ...request });
}

function runFile(text: string, request: Partial<ImportRequest> = {}): Promise<ImportResult> {
  test.writeFile(file, text);
  return run({ from: file, ...request });
}

/** Answers the questions, each once. */
function answering(answers: {
  readonly texts?: string[];
  readonly secrets?: string[];
  readonly yes?: boolean;
}): Prompter {
  return {
    text: async () => answers.texts?.shift() ?? Promise.reject(new Error("not asked")),
    secret: async () => new Secret(answers.secrets?.shift() ?? ""),
    confirm: async () => answers.yes ?? true,
    choose: () => Promise.reject(new Error("not asked")),
    profile: () => Promise.reject(new Error("not asked")),
  };
}

async function tokenOf(name: string): Promise<string> {
  const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get(name));
  return identity.token.reveal();
}

const COMPOSE = `services:
  web: { image: nginx }
  load:
    environment:
      - K6_CLOUD_TOKEN=${TOKEN}
      - K6_CLOUD_STACK_URL=https://acme.grafana.net
`;

describe("importing", () => {
  it.each([
    ["an environment file", `# CI\nexport K6_CLOUD_TOKEN="${TOKEN}" # mine\nK6_CLOUD_STACK_URL='acme.grafana.net'\r\n`],
    ["a Compose file", COMPOSE],
    ["the JSON that k6p env prints", JSON.stringify({ K6_CLOUD_TOKEN: TOKEN, K6_CLOUD_STACK_URL: ACME.stackUrl })],
    [
      "a k6 configuration",
      `{"collectors":{"cloud":{"token":"${TOKEN}","stackURL":"${ACME.stackUrl}","stackID":12345}}}`,
    ],
  ])("makes a profile from %s: verified, completed, named after its stack", async (_, text) => {
    const { profiles } = await runFile(text);
    expect(profiles).toMatchObject([{ name: "acme", outcome: "imported", check: { verdict: "valid" } }]);
    expect(test.engine.ownProfiles.get("acme")).toMatchObject({
      stackUrl: ACME.stackUrl,
      stackId: 12345,
      defaultProjectId: 678,
    });
    expect(await tokenOf("acme")).toBe(TOKEN);
  });

  it("makes a profile from the environment, with the ID of its stack alone", async () => {
    const engine = test.withEnv({ K6_CLOUD_TOKEN: TOKEN, K6_CLOUD_STACK_ID: "12345", K6_CLOUD_PROJECT_ID: "93" });
    await run({ from: "env", name: "dev" }, engine);
    expect(test.engine.ownProfiles.get("dev")).toMatchObject({ stackId: 12345, defaultProjectId: 93 });
  });

  it("without a source takes k6's configuration, then the environment", async () => {
    const engine = test.withEnv({ K6_CLOUD_TOKEN: TOKEN, K6_CLOUD_STACK_ID: "12345" });
    expect((await run({ dryRun: true }, engine)).source).toBe("the environment");
    test.writeConfig(`{"collectors":{"cloud":{"token":"${TOKEN}","stackID":12345,"projectID":5}}}`);
    const { source, profiles } = await run({ dryRun: true }, engine);
    expect(source).toBe(test.configPath);
    expect(profiles).toMatchObject([{ settings: { defaultProjectId: 5 } }]);
  });

  it("reads the file of k6 1 if k6 has no other", async () => {
    const old = join(test.home, ".config", "loadimpact", "k6", "config.json");
    test.writeFile(old, `{"collectors":{"cloud":{"token":"${TOKEN}","stackID":12345}}}`);
    expect((await run({ from: "k6", dryRun: true })).source).toBe(old);
  });

  it("adds nothing for a dry run, or for a no", async () => {
    expect((await runFile(COMPOSE, { dryRun: true })).profiles).toMatchObject([{ outcome: "would-import" }]);
    const asked = test.withEnv({ K6_CLOUD_HOST_V6: cloud.url }, answering({ yes: false }));
    await expect(run({ from: file, yes: false }, asked)).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(run({ from: file, yes: false })).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
      remedy: [
        expect.stringContaining("acme: stack https://acme.grafana.net"),
        `To confirm: k6p profile import --from ${file} --yes`,
      ],
    });
    expect(test.engine.ownProfiles.names()).toEqual([]);
    expect(cloud.requests).toEqual([]);
  });

  it("does not add a token that Grafana Cloud rejects", async () => {
    await expect(runFile(COMPOSE.replace(TOKEN, "glsa_revoked_token_0001"))).rejects.toMatchObject({
      code: "TOKEN_REJECTED",
    });
    expect(test.engine.ownProfiles.names()).toEqual([]);
  });

  it("adds it when Grafana Cloud cannot be reached, if the stack ID is known", async () => {
    await cloud.close();
    await expect(runFile(COMPOSE)).rejects.toMatchObject({
      code: "IMPORT_INCOMPLETE",
      details: { missing: ["stackId"] },
    });
    const { profiles } = await runFile(`${COMPOSE}      - K6_CLOUD_STACK_ID=12345\n`);
    expect(profiles).toMatchObject([{ outcome: "imported", check: { verdict: "unreachable" } }]);
  });

  it("does not add a second profile for the same token and stack, or over a name", async () => {
    await runFile(COMPOSE);
    await expect(runFile(COMPOSE, { name: "other" })).rejects.toMatchObject({ code: "PROFILE_EXISTS" });
    await addTestProfile(test.engine, { name: "staging" });
    await expect(runFile(COMPOSE, { name: "Staging" })).rejects.toMatchObject({ code: "PROFILE_EXISTS" });
    expect(await tokenOf("staging")).toBe("token-of-staging");
  });
});

describe("importing what is not complete", () => {
  const PARTIAL = "K6_CLOUD_TOKEN=changeme\nK6_CLOUD_PROJECT_ID=${PROJECT}\n";

  it("names everything that is missing, and why, without a terminal", async () => {
    await expect(runFile(PARTIAL)).rejects.toMatchObject({
      code: "IMPORT_INCOMPLETE",
      message: expect.stringContaining("lacks a token (K6_CLOUD_TOKEN is a placeholder) and a stack"),
      details: { missing: ["token", "stack"] },
    });
  });

  it("asks for the missing parts at a terminal, again after a mistake, and says what it leaves out", async () => {
    test.writeFile(file, PARTIAL);
    const ask = answering({ texts: ["not a stack!", "acme"], secrets: ["", TOKEN] });
    await run({ from: file }, test.withEnv({ K6_CLOUD_HOST_V6: cloud.url }, ask));
    expect(test.engine.ownProfiles.get("acme")).toMatchObject({ stackId: 12345, defaultProjectId: 678 });
    expect(test.notices.map(({ message }) => message)).toContain(
      `K6_CLOUD_PROJECT_ID in ${file} refers to the variable PROJECT, so it is left out.`,
    );
  });

  it("needs no stack for a private server", async () => {
    await runFile(`K6_CLOUD_TOKEN=${TOKEN}\nK6_CLOUD_HOST=http://localhost:18080\n`, { name: "lab" });
    expect(test.engine.ownProfiles.get("lab")).toMatchObject({ host: "http://localhost:18080" });
    expect(test.engine.ownProfiles.get("lab").stackUrl).toBeUndefined();
  });

  it.each([
    ["a file of another kind", "Dear team,\nhello\n", "IMPORT_UNREADABLE"],
    ["variables that are not k6's", "PORT=8080\n", "IMPORT_UNREADABLE"],
    ["an export of a newer k6p", "version: 9\nprofiles: {}\n", "IMPORT_UNREADABLE"],
    ["an export that was edited wrongly", "version: 1\nprofiles: { prod: { stackId: many } }\n", "IMPORT_UNREADABLE"],
    ["JSON that is cut off", '{"collectors":', "K6_CONFIG_UNREADABLE"],
  ])("says what is wrong with %s", async (_, text, code) => {
    await expect(runFile(text)).rejects.toMatchObject({ code, details: { file } });
  });

  it("names the files that a Compose file takes its variables from", async () => {
    await expect(runFile("services: { load: { env_file: [k6.env] } }\n")).rejects.toMatchObject({
      remedy: ["Import that file: k6p profile import --from k6.env"],
    });
  });
});

describe("importing several profiles", () => {
  const SEVERAL = `version: 1
profiles:
  prod: { stack: acme, stackId: 12345, tags: [eu], protected: true }
  staging: { stackUrl: "https://acme-staging.grafana.net" }
`;

  it("adds definitions without tokens, and leaves existing profiles alone", async () => {
    await addTestProfile(test.engine, { name: "staging" });
    const { profiles } = await runFile(SEVERAL);
    expect(profiles.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["prod", "imported"],
      ["staging", "exists"],
    ]);
    expect(test.engine.ownProfiles.get("prod")).toMatchObject({
      stackUrl: ACME.stackUrl,
      tags: ["eu"],
      protected: true,
    });
    expect(await tokenOf("staging")).toBe("token-of-staging");
  });

  it("takes the one that is named, and says which there are otherwise", async () => {
    expect((await runFile(SEVERAL, { name: "prod" })).profiles.map(({ name }) => name)).toEqual(["prod"]);
    await expect(runFile(SEVERAL, { name: "nope" })).rejects.toMatchObject({
      code: "PROFILE_NOT_FOUND",
      message: expect.stringContaining("prod, staging"),
    });
  });
});
