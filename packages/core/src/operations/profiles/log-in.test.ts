import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { Secret } from "../../secrets/secret.ts";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { codeOf } from "../../testing/error-code.ts";
import { createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { useProfile } from "../use/use-profile.ts";
import { type LoggedIn, logIn, type LogInRequest } from "./log-in.ts";

const ACME = { stackUrl: "https://acme.grafana.net", stackId: 11111, defaultProjectId: 678, projects: [] };
const BARE = {
  stackUrl: "https://bare.grafana.net",
  stackId: 22222,
  defaultProjectId: 0,
  projects: [
    { id: 7, name: "checkout" },
    { id: 8, name: "search" },
  ],
};
const FIRST = "the-first-token-0001";
const SECOND = "the-second-token-0002";

let cloud: CloudStandIn;
let test: TestEngine;

beforeEach(async () => {
  const accounts = [
    { ...ACME, token: FIRST },
    { ...ACME, token: SECOND },
    { ...BARE, token: "token-of-bare-0001" },
  ];
  cloud = await startCloudStandIn({ accounts });
  test = createTestEngine({ env: { K6_CLOUD_HOST_V6: cloud.url, K6P_STORE: "file" } });
});

afterEach(async () => {
  await cloud.close();
  test.remove();
});

const piped = (token: string): LogInRequest["token"] => ({ from: "input", read: async () => new Secret(token) });

/** Logs in at a terminal where the questions get these answers, in their order. */
async function atTerminal(
  request: Pick<LogInRequest, "name" | "stack">,
  answers: readonly (string | boolean)[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly result: LoggedIn; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const left = [...answers];
  const answer = async (question: string): Promise<string | boolean> => {
    asked.push(question);
    const next = left.shift();
    if (next === undefined) throw new K6pError("CANCELLED", { message: `nobody answers: ${question}` });
    return next;
  };
  const engine = test.withEnv(
    { K6_CLOUD_HOST_V6: cloud.url, K6P_STORE: "file", ...env },
    {
      text: async (question) => String(await answer(question)),
      secret: async (question) => new Secret(String(await answer(question))),
      confirm: async (question) => (await answer(question)) === true,
      choose: async (question) => String(await answer(question)),
      profile: () => Promise.reject(new Error("no profile is picked")),
    },
  );
  const result = await logIn(engine, { ...request, token: { from: "prompt" }, verify: true });
  expect(left, "answers that no question asked for").toEqual([]);
  return { result, asked };
}

async function tokenOf(name: string): Promise<string> {
  const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get(name));
  return identity.token.reveal();
}

describe("logging in without a terminal", () => {
  it("adds the profile of a new name with a stack, complete and verified", async () => {
    const result = await logIn(test.engine, { name: "prod", stack: "acme", token: piped(FIRST), verify: true });
    expect(result).toMatchObject({ added: true, replaced: false, used: undefined });
    expect(result.profile).toMatchObject({ stackId: 11111, defaultProjectId: 678 });
    expect(result.record.verifiedAt).toBeDefined();
    expect(await tokenOf("prod")).toBe(FIRST);
  });

  it("names what is missing", async () => {
    const missing = (request: Pick<LogInRequest, "name" | "stack">) =>
      logIn(test.engine, { ...request, token: piped(FIRST), verify: true });
    await expect(missing({})).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining("No profile") });
    await expect(missing({ name: "prod" })).rejects.toMatchObject({
      code: "PROFILE_NOT_FOUND",
      remedy: expect.arrayContaining(["Add it: k6p login prod --stack STACK"]),
    });
    expect(await codeOf(() => missing({ name: "prod", stack: "no stack" }))).toBe("STACK_INVALID");
    expect(cloud.requests).toEqual([]);
  });

  it("writes the new token where k6's file had the previous one, and nowhere else", async () => {
    await logIn(test.engine, { name: "prod", stack: "acme", token: piped(FIRST), verify: true });
    const apart = await logIn(test.engine, { name: "prod", token: piped(SECOND), verify: true });
    expect(apart).toMatchObject({ replaced: true, used: undefined });
    await useProfile(test.engine, { name: "prod" });
    const active = await logIn(test.engine, { name: "prod", token: piped(FIRST), verify: true });
    expect(active.used?.file.path).toBe(test.configPath);
    expect(test.readConfig()).toContain(FIRST);
    expect(test.readConfig()).not.toContain(SECOND);
  });

  it("refuses another stack than the profile's", async () => {
    await logIn(test.engine, { name: "prod", stack: "acme", token: piped(FIRST), verify: true });
    const other = { name: "prod", stack: "bare", token: piped("token-of-bare-0001"), verify: true };
    await expect(logIn(test.engine, other)).rejects.toMatchObject({ code: "PROFILE_EXISTS" });
    expect(await tokenOf("prod")).toBe(FIRST);
    const same = { ...other, stack: "https://ACME.grafana.net/", token: piped(SECOND) };
    expect((await logIn(test.engine, same)).replaced).toBe(true);
  });
});

describe("logging in at a terminal", () => {
  it("asks for the name and the stack, again where an answer cannot be taken", async () => {
    const { result } = await atTerminal({}, ["", "prod", "no stack", "acme.grafana.net", FIRST, false]);
    expect(result.profile).toMatchObject({ name: "prod", stackUrl: "https://acme.grafana.net" });
  });

  it("suggests the name of the stack", async () => {
    const { result, asked } = await atTerminal({ stack: "acme" }, ["", FIRST, false]);
    expect(asked[0]).toContain("Enter for acme");
    expect(result.profile.name).toBe("acme");
  });

  it("asks for the token again when it is empty, malformed, pasted twice or rejected", async () => {
    const wrong = ["", `TOKEN=${FIRST}`, FIRST + FIRST, "rejected-by-grafana-1"];
    await atTerminal({ name: "prod", stack: "acme" }, [...wrong, FIRST, false]);
    expect(await tokenOf("prod")).toBe(FIRST);
    const warnings = test.notices.filter(({ level, message }) => level === "warning" && !message.includes("is for"));
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("it is empty"),
      expect.stringContaining("it looks like NAME=value"),
      expect.stringContaining("it is the same text twice"),
      expect.stringContaining("does not accept this token"),
    ]);
    expect(JSON.stringify(test.notices)).not.toContain(FIRST);
  });

  it("offers the projects by name where the stack has several and no default", async () => {
    const { result } = await atTerminal({ name: "bare", stack: "bare" }, ["token-of-bare-0001", "8", false]);
    expect(result.profile.defaultProjectId).toBe(8);
    const again = await atTerminal({ name: "bare2", stack: "bare" }, ["token-of-bare-0001", "none", false]);
    expect(again.result.profile.defaultProjectId).toBeUndefined();
  });

  it("makes k6 use the profile after a yes; an interrupted question changes nothing that is stored", async () => {
    const { result } = await atTerminal({ name: "prod", stack: "acme" }, [FIRST, true]);
    expect(result.used?.file.path).toBe(test.configPath);
    expect(test.readConfig()).toContain(FIRST);
    const left = await atTerminal({ name: "other", stack: "acme" }, [SECOND]);
    expect(left.result.used).toBeUndefined();
    expect(await tokenOf("other")).toBe(SECOND);
  });

  it("does not take a mistyped name for a new profile without a yes", async () => {
    await logIn(test.engine, { name: "prod", stack: "acme", token: piped(FIRST), verify: true });
    expect(await codeOf(() => atTerminal({ name: "prdo" }, [false]))).toBe("PROFILE_NOT_FOUND");
    const { asked } = await atTerminal({ name: "prod2" }, [true, "acme", SECOND, false]);
    expect(asked[0]).toContain("Did you mean prod?");
  });

  it("prints the token page, and opens it only after a yes", async () => {
    const bin = join(test.home, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "xdg-open"), `#!/bin/sh\necho "$1" >> ${test.home}/opened\n`);
    chmodSync(join(bin, "xdg-open"), 0o755);
    const env = { PATH: bin, DISPLAY: ":0" };
    const page = "https://acme.grafana.net/a/k6-app/settings/api-token";
    await atTerminal({ name: "no", stack: "acme" }, [false, FIRST, false], env);
    expect(test.notices.map(({ message }) => message).join("\n")).toContain(page);
    await atTerminal({ name: "yes", stack: "acme" }, [true, FIRST, false], env);
    expect(readFileSync(join(test.home, "opened"), "utf8")).toBe(`${page}\n`);
  });
});
