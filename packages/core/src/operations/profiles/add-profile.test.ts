import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ErrorCode } from "../../errors/error-codes.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { Secret } from "../../secrets/secret.ts";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { addProfile, type NewProfile } from "./add-profile.ts";
import { logIn } from "./log-in.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";

const TOKEN = "the-token-of-acme-0001";
const ACME = { stackUrl: "https://acme.grafana.net", stackId: 12345, defaultProjectId: 678, projects: [] };

let cloud: CloudStandIn;
let test: TestEngine;

beforeEach(async () => {
  cloud = await startCloudStandIn({
    accounts: [
      { ...ACME, token: TOKEN },
      { ...ACME, token: "the-second-token-0002" },
    ],
  });
  test = createTestEngine({ env: { K6_CLOUD_HOST_V6: cloud.url } });
});

afterEach(async () => {
  await cloud.close();
  test.remove();
});

function piped(token: string): NewProfile["token"] {
  return { from: "input", read: async () => new Secret(token) };
}

const PROD: NewProfile = { name: "prod", stack: "acme", verify: true, store: "file", token: piped(`  ${TOKEN}\n`) };

async function refusal(action: Promise<unknown>): Promise<ErrorCode | undefined> {
  try {
    await action;
    return undefined;
  } catch (error) {
    if (error instanceof K6pError) return error.code;
    throw error;
  }
}

function nothingIsLeft(): boolean {
  const tokens = join(test.home, "k6p", "data", "tokens");
  return test.engine.ownProfiles.names().length === 0 && (!existsSync(tokens) || readdirSync(tokens).length === 0);
}

describe("adding a profile", () => {
  it("verifies the token, fills in stack ID and default project, and keeps the token apart from the definition", async () => {
    const { profile, record, file } = await addProfile(test.engine, PROD);
    expect(profile).toMatchObject({
      name: "prod",
      stackUrl: "https://acme.grafana.net",
      stackId: 12345,
      defaultProjectId: 678,
    });
    expect(record.verifiedAt).toBeDefined();
    expect(readFileSync(file, "utf8")).not.toContain(TOKEN);
    expect(readFileSync(test.engine.tokens.pathOf(profile.id), "utf8")).not.toContain(TOKEN);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get("prod"));
    expect(identity.token.reveal()).toBe(TOKEN);
  });

  it("prefers the project that the user names", async () => {
    const { profile } = await addProfile(test.engine, { ...PROD, project: 999 });
    expect(profile.defaultProjectId).toBe(999);
  });

  it("says before the token is entered that it is not for Grafana's own host", async () => {
    await addProfile(test.engine, PROD);
    expect(test.notices.map(({ message }) => message).join()).toContain(
      `${cloud.url} (K6_CLOUD_HOST_V6 in the environment)`,
    );
  });

  it("is refused when the token is rejected, and leaves nothing behind", async () => {
    expect(await refusal(addProfile(test.engine, { ...PROD, token: piped("not-a-token-of-this-stack") }))).toBe(
      "TOKEN_REJECTED",
    );
    expect(nothingIsLeft()).toBe(true);
  });

  it("is refused when the API cannot be reached, and tells how to do without", async () => {
    await cloud.close();
    const failure = await addProfile(test.engine, PROD).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "CLOUD_UNREACHABLE" });
    expect(failure instanceof K6pError && failure.remedy.join()).toContain("--no-verify --stack-id");
    expect(nothingIsLeft()).toBe(true);
  });

  it("works without the API when the stack ID is given, and is marked unverified", async () => {
    await cloud.close();
    const { record } = await addProfile(test.engine, { ...PROD, verify: false, stackId: 12345 });
    expect(record.verifiedAt).toBeUndefined();
    expect(await refusal(addProfile(test.engine, { ...PROD, name: "other", verify: false }))).toBe("USAGE");
  });

  it("is refused when the given stack ID is another one than Grafana Cloud's", async () => {
    expect(await refusal(addProfile(test.engine, { ...PROD, stackId: 1 }))).toBe("STACK_INVALID");
    expect(nothingIsLeft()).toBe(true);
  });

  it("is refused for a stack token without any project", async () => {
    const offline = { ...PROD, verify: false, stackId: 12345, tokenKind: "stack" } as const;
    expect(await refusal(addProfile(test.engine, offline))).toBe("PROJECT_NEEDED");
    expect(await refusal(addProfile(test.engine, { ...offline, project: 5 }))).toBeUndefined();
  });

  it.each([
    ["a name that is taken in another case", { name: "PROD" }, "PROFILE_EXISTS"],
    ["a name that cannot be one", { name: "../prod" }, "PROFILE_NAME_INVALID"],
    ["no stack", { name: "new", stack: "not a stack" }, "STACK_INVALID"],
    ["a host without encryption", { name: "new", hostv6: "http://api.example.com" }, "HOST_INVALID"],
    ["an unknown store", { name: "new", store: "paper" }, "STORE_UNKNOWN"],
    ["a text that is no token", { name: "new", token: piped("two words") }, "TOKEN_INVALID"],
    ["a tag that cannot be one", { name: "new", tags: ["two words"] }, "PROFILE_INVALID"],
  ] as const)("is refused with %s, before the cloud is asked", async (_, change, code) => {
    await addProfile(test.engine, PROD);
    const before = cloud.requests.length;
    expect(await refusal(addProfile(test.engine, { ...PROD, ...change }))).toBe(code);
    expect(cloud.requests.length).toBe(before);
    expect(test.engine.ownProfiles.names()).toEqual(["prod"]);
  });

  it("gives each of two processes that add one name at once a clear answer, and one of them the name", async () => {
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() => refusal(addProfile(test.engine, { ...PROD, verify: false, stackId: 12345 }))),
    );
    expect(outcomes.filter((code) => code === undefined)).toHaveLength(1);
    expect(outcomes.filter((code) => code === "PROFILE_EXISTS")).toHaveLength(3);
    const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get("prod"));
    expect(identity.token.reveal()).toBe(TOKEN);
    expect(readdirSync(join(test.home, "k6p", "data", "tokens"))).toHaveLength(1);
  });
});

describe("logging in", () => {
  it("replaces the token and removes the old one", async () => {
    const { profile, record } = await addProfile(test.engine, PROD);
    const { replaced } = await logIn(test.engine, {
      name: "prod",
      verify: true,
      token: piped("the-second-token-0002"),
    });
    expect(replaced).toBe(true);
    const { identity } = await obtainCredentials(test.engine, profile);
    expect(identity.token.reveal()).toBe("the-second-token-0002");
    expect(await test.store.read(record.reference, { deadlineMs: 1000, interactive: false })).toEqual({
      kind: "absent",
    });
  });

  it("leaves the old token in place when the new one is rejected", async () => {
    const { profile } = await addProfile(test.engine, PROD);
    expect(await refusal(logIn(test.engine, { name: "prod", verify: true, token: piped("wrong-token-0003") }))).toBe(
      "TOKEN_REJECTED",
    );
    const { identity } = await obtainCredentials(test.engine, profile);
    expect(identity.token.reveal()).toBe(TOKEN);
  });

  it("fills in what a profile without a stack ID lacks", async () => {
    await addProfile(test.engine, PROD);
    await test.engine.ownProfiles.update("prod", (profile) => ({
      ...profile,
      stackId: undefined,
      defaultProjectId: undefined,
    }));
    await logIn(test.engine, { name: "prod", verify: true, token: piped(TOKEN) });
    expect(test.engine.ownProfiles.get("prod")).toMatchObject({ stackId: 12345, defaultProjectId: 678 });
  });
});

describe("a stored token", () => {
  it("is not handed out when a variable of the environment would send it elsewhere", async () => {
    await addProfile(test.engine, PROD);
    const elsewhere = test.withEnv({ K6_CLOUD_HOST_V6: "https://evil.example" });
    const failure = await obtainCredentials(elsewhere, elsewhere.ownProfiles.get("prod")).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: "TOKEN_FOR_OTHER_DESTINATION" });
    expect(failure instanceof K6pError && failure.message).toContain(
      "is now https://evil.example from K6_CLOUD_HOST_V6 in the environment",
    );
    expect(failure instanceof K6pError && failure.remedy[0]).toContain("unset K6_CLOUD_HOST_V6");
  });

  it("is not handed out when the profile's file was changed to another host or stack by hand", async () => {
    const { profile, file } = await addProfile(test.engine, PROD);
    await test.engine.ownProfiles.update("prod", (current) => ({ ...current, hostv6: "https://evil.example" }));
    const failure = await obtainCredentials(test.engine, test.engine.ownProfiles.get("prod")).catch(
      (error: unknown) => error,
    );
    expect(failure instanceof K6pError && failure.message).toContain(file);
    await test.engine.ownProfiles.update("prod", () => ({ ...profile, stackUrl: "https://other.grafana.net" }));
    expect(await refusal(obtainCredentials(test.engine, test.engine.ownProfiles.get("prod")))).toBe(
      "TOKEN_FOR_OTHER_DESTINATION",
    );
  });

  it("is not handed out when another secret was put in its place", async () => {
    const { profile, record } = await addProfile(test.engine, PROD);
    await test.store.write(record.reference, new Secret("a-bare-token-0004"), { deadlineMs: 1000, interactive: false });
    expect(await refusal(obtainCredentials(test.engine, profile))).toBe("STORE_CORRUPT");
  });

  it("that has gone from its store is reported as gone, with the way to enter it again", async () => {
    const { profile, record } = await addProfile(test.engine, PROD);
    await test.store.remove(record.reference, { deadlineMs: 1000, interactive: false });
    expect(await refusal(obtainCredentials(test.engine, profile))).toBe("TOKEN_MISSING");
  });
});

describe("adding a profile for a server without stacks", () => {
  const HOST = "http://localhost:18080";
  const LAB: NewProfile = { ...PROD, name: "lab", stack: undefined };

  it("takes its host, and says that nothing checks the token", async () => {
    const { profile, record } = await addProfile(test.engine, { ...LAB, host: HOST });
    expect(profile).toMatchObject({ host: HOST, stackUrl: undefined, stackId: undefined });
    expect(record.verifiedAt).toBeUndefined();
    expect(cloud.requests).toEqual([]);
    expect(test.notices.map(({ message }) => message)).toContain(
      `Not checking the token: without a stack, only ${HOST} can do that.`,
    );
    const { identity } = await obtainCredentials(test.engine, profile);
    expect(identity).toMatchObject({ host: HOST, stackId: undefined });
  });

  it("keeps the host that K6_CLOUD_HOST names, so that the profile works without the variable", async () => {
    await addProfile(test.withEnv({ K6_CLOUD_HOST: HOST }), LAB);
    const { identity } = await obtainCredentials(test.withEnv({}), test.engine.ownProfiles.get("lab"));
    expect(identity.host).toBe(HOST);
  });

  it("needs one of stack and host", async () => {
    await expect(addProfile(test.engine, LAB)).rejects.toMatchObject({
      code: "USAGE",
      remedy: expect.arrayContaining([expect.stringContaining("--host URL")]),
    });
    expect(nothingIsLeft()).toBe(true);
  });
});
