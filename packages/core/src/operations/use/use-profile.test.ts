import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { clearIdentity } from "./clear-identity.ts";
import type { Engine } from "../../engine/engine.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { useProfile } from "./use-profile.ts";

/** Made by hand: other collectors, odd numbers, unknown keys, four spaces, CRLF, an escape, an integer beyond 2^53. */
const HANDMADE = [
  "{",
  '    "vus": 1e1,',
  '    "collectors": {',
  '        "influxdb": {"addr":"http://localhost:8086", "pushInterval": 2.50, "id": 9007199254740993123},',
  '        "cloud": {',
  '            "timeout" : "90s",',
  '            "caf\\u00e9": [ 1.10, -0, 1e400 ]',
  "        }",
  "    },",
  '    "2": true, "10": false',
  "}",
  "",
].join("\r\n");

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "staging", stackId: 22222, project: 2200 });
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100 });
});

afterEach(() => test.remove());

async function failure(action: Promise<unknown>): Promise<K6pError> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof K6pError) return error;
  throw new Error(`no error for the user, but ${String(error)}`);
}

async function activeName(engine: Engine): Promise<string> {
  const active = await findActiveProfile(engine);
  return active.kind === "active" ? active.profile.name : active.kind;
}

function cloudOf(text: string): Record<string, unknown> {
  const { collectors } = JSON.parse(text) as { collectors: { cloud: Record<string, unknown> } };
  return collectors.cloud;
}

describe("using a profile", () => {
  it("makes the file where k6 looks for it, readable by the user alone", async () => {
    const used = await useProfile(test.engine, { name: "prod" });
    expect(used).toMatchObject({ outcome: "created", source: "argument" });
    expect(used.file.path).toBe(test.configPath);
    expect(cloudOf(test.readConfig())).toEqual({
      token: "token-of-prod",
      stackID: 11111,
      stackURL: "https://prod.grafana.net",
      defaultProjectID: 1100,
    });
    expect(statSync(test.configPath).mode & 0o777).toBe(0o600);
  });

  it("changes only identity bytes of a hand-made file, and clearing gives the original bytes back", async () => {
    test.writeConfig(HANDMADE);
    await useProfile(test.engine, { name: "staging" });
    await useProfile(test.engine, { name: "prod" });
    expect(test.readConfig()).toContain('"pushInterval": 2.50, "id": 9007199254740993123}');
    await useProfile(test.engine, { name: "-" });
    expect(await activeName(test.engine)).toBe("staging");
    await clearIdentity(test.engine, {});
    expect(test.readConfig()).toBe(HANDMADE);
  });

  it("writes nothing when the file holds the identity already", async () => {
    await useProfile(test.engine, { name: "prod" });
    const before = statSync(test.configPath, { bigint: true });
    expect((await useProfile(test.engine, { name: "prod" })).outcome).toBe("unchanged");
    const after = statSync(test.configPath, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it("removes what another identity left, and names it", async () => {
    test.writeConfig('{"collectors":{"cloud":{"projectID":555,"hostv6":"https://old.example","name":"mine"}}}');
    const { removed } = await useProfile(test.engine, { name: "prod" });
    expect(removed).toEqual([
      { key: "projectID", shown: "555" },
      { key: "hostv6", shown: "https://old.example" },
    ]);
    expect(cloudOf(test.readConfig())).toMatchObject({ name: "mine", stackID: 11111 });
    expect(test.readConfig()).not.toMatch(/projectID"|hostv6/);
  });

  it("says that other users could read the file before", async () => {
    test.writeConfig("{}");
    chmodSync(test.configPath, 0o644);
    expect((await useProfile(test.engine, { name: "prod" })).wasOpen).toBe(true);
    expect(statSync(test.configPath).mode & 0o777).toBe(0o600);
  });

  it("writes through a symlink", async () => {
    const dotfiles = join(test.home, "dotfiles.json");
    writeFileSync(dotfiles, "{}");
    mkdirSync(dirname(test.configPath), { recursive: true });
    symlinkSync(dotfiles, test.configPath);
    await useProfile(test.engine, { name: "prod" });
    expect(cloudOf(readFileSync(dotfiles, "utf8"))["stackID"]).toBe(11111);
  });

  it("plans without touching anything with dry run", async () => {
    test.writeConfig(HANDMADE);
    const planned = await useProfile(test.engine, { name: "prod", dryRun: true });
    expect(planned).toMatchObject({
      outcome: "would-write",
      changed: ["token", "stackID", "stackURL", "defaultProjectID"],
    });
    expect(test.readConfig()).toBe(HANDMADE);
    expect(await activeName(test.engine)).toBe("none");
  });

  it.each([
    ["a comment", '{ // "x"\n}'],
    ["a byte order mark", "\ufeff{}"],
    ["a trailing comma", '{"a":1,}'],
    ["nothing", ""],
    ["text after the end", "{} x"],
    ["a list", "[]"],
  ])("refuses a file with %s, and leaves it as it is", async (_, content) => {
    test.writeConfig(content);
    expect((await failure(useProfile(test.engine, { name: "prod" }))).code).toBe("K6_CONFIG_UNREADABLE");
    expect(test.readConfig()).toBe(content);
  });

  it("makes the file that --config names, and remembers the previous profile for each file by itself", async () => {
    const other = join(test.home, "new", "k6.json");
    await useProfile(test.engine, { name: "prod", config: other });
    expect(cloudOf(readFileSync(other, "utf8"))["stackID"]).toBe(11111);
    expect(await activeName(test.engine)).toBe("none");
    expect((await failure(useProfile(test.engine, { name: "-" }))).code).toBe("PROFILE_NOT_CHOSEN");
  });

  it("writes the file that K6_CONFIG names, and refuses an empty K6_CONFIG as k6 does", async () => {
    const engine = test.withEnv({ K6_CONFIG: "mine.json" });
    expect((await useProfile(engine, { name: "prod" })).file.path).toBe(join(test.home, "mine.json"));
    expect((await failure(useProfile(test.withEnv({ K6_CONFIG: "" }), { name: "prod" }))).code).toBe("K6_CONFIG_PATH");
  });

  it("says that it is not in effect where a variable has another token, and what helps", async () => {
    const engine = test.withEnv({ K6_CLOUD_TOKEN: "another-token", K6_CLOUD_PROJECT_ID: "5" });
    const { here } = await useProfile(engine, { name: "prod" });
    expect(here).toMatchObject({
      inEffect: false,
      profile: undefined,
      reason: "mixed",
      remedy: ["unset K6_CLOUD_TOKEN"],
    });
    expect(here.details.join()).toContain("K6_CLOUD_TOKEN");
    expect(JSON.stringify(here)).not.toContain("another-token");
  });

  it("is in effect with a project of the environment, and says so", async () => {
    const { here } = await useProfile(test.withEnv({ K6_CLOUD_PROJECT_ID: "5" }), { name: "prod" });
    expect(here).toMatchObject({ inEffect: true, profile: "prod", reason: undefined });
    expect(here.details.join()).toContain("K6_CLOUD_PROJECT_ID");
  });

  it.each([
    [{ K6_CLOUD_TOKEN: "token-of-staging" }, "staging", ["unset K6_CLOUD_TOKEN"]],
    [
      { K6_CLOUD_TOKEN: "token-of-staging", K6_CLOUD_STACK_ID: "22222" },
      "staging",
      ["unset K6_CLOUD_TOKEN K6_CLOUD_STACK_ID"],
    ],
    [{ CLOUD: "aws" }, undefined, ["unset CLOUD"]],
    [{ DEFAULTPROJECTID: "7" }, "prod", ["unset DEFAULTPROJECTID"]],
  ])("with %j k6 uses %s, until %j is done", async (env, profile, remedy) => {
    const { here } = await useProfile(test.withEnv(env), { name: "prod" });
    expect(here).toMatchObject({ inEffect: false, profile, remedy });
    const after = Object.fromEntries(Object.keys(env).map((name) => [name, undefined]));
    expect((await useProfile(test.withEnv(after), { name: "prod" })).here.inEffect).toBe(true);
  });

  it("for another file says how k6 is given it", async () => {
    const { here, file } = await useProfile(test.engine, { name: "prod", config: "other.json" });
    expect(here).toMatchObject({ inEffect: false, reason: "other-file", remedy: [`k6 --config ${file.path} …`] });
  });

  it.runIf(process.platform !== "win32").each([
    ["v0.57.0", true],
    ["v1.5.0", true],
    ["v1.6.1", false],
    ["v2.2.0", false],
  ])("says once that a k6 of %s knows no stacks, when it does not", async (version, isTold) => {
    const bin = join(test.home, "bin");
    mkdirSync(bin);
    const script = `#!/bin/sh\nset >'${bin}/env'\necho "k6 ${version} (go1.25.0, linux/amd64)"\n`;
    writeFileSync(join(bin, "k6"), script, { mode: 0o755 });
    const secret = "not-for-k6-0123456789";
    const secrets = { K6P_TOKEN_OTHER: secret, K6P_AGE_IDENTITY_FILE: secret, K6_CLOUD_TOKEN: secret };
    const engine = test.withEnv({ PATH: bin, ...secrets });
    await useProfile(engine, { name: "prod" });
    await useProfile(engine, { name: "staging" });
    const told = test.notices.filter(({ message }) => message.includes("does not support stacks"));
    expect(told).toHaveLength(isTold ? 1 : 0);
    expect(readFileSync(join(bin, "env"), "utf8")).not.toContain(secret);
  });

  it("refuses when a host variable would make k6 send the token of a profile with its own host elsewhere", async () => {
    await addTestProfile(test.engine, { name: "own", hostv6: "https://api.example.com" });
    const engine = test.withEnv({ K6_CLOUD_HOST_V6: "https://evil.example" });
    expect((await failure(useProfile(engine, { name: "own" }))).code).toBe("TOKEN_FOR_OTHER_DESTINATION");
  });

  it("suggests the nearest name on a miss", async () => {
    const error = await failure(useProfile(test.engine, { name: "prdo" }));
    expect(error).toMatchObject({
      code: "PROFILE_NOT_FOUND",
      message: 'There is no profile named "prdo". Did you mean prod?',
    });
  });
});

describe("a token in the file that no profile holds", () => {
  const LOGIN =
    '{"collectors":{"cloud":{"token":"typed-into-k6-0001","stackID":33333,"stackURL":"https://personal.grafana.net"}}}';

  it("is saved as a profile of its own before it is replaced", async () => {
    test.writeConfig(LOGIN);
    const { rescued } = await useProfile(test.engine, { name: "prod" });
    expect(rescued).toMatchObject({ name: "personal", stackId: 33333, stackUrl: "https://personal.grafana.net" });
    const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get("personal"));
    expect(identity.token.reveal()).toBe("typed-into-k6-0001");
    expect(test.notices.map(({ message }) => message).join()).toContain("Saved it as profile personal");
  });

  it("is also saved before clearing", async () => {
    test.writeConfig(LOGIN);
    const engine = test.withEnv({ K6P_STORE: "file" });
    expect((await clearIdentity(engine, {})).rescued?.name).toBe("personal");
  });

  it("stays where it is when it cannot be saved", async () => {
    const long = "longer than any token ".repeat(30);
    test.writeConfig(LOGIN.replace("typed-into-k6-0001", long));
    expect((await failure(useProfile(test.engine, { name: "prod" }))).code).toBe("TOKEN_INVALID");
    expect(test.readConfig()).toContain(long);
    expect(test.engine.ownProfiles.names()).toEqual(["prod", "staging"]);
  });

  it("is saved as it is, also when it does not look like a token", async () => {
    test.writeConfig(LOGIN.replace("typed-into-k6-0001", "short 1"));
    const { rescued } = await useProfile(test.engine, { name: "prod" });
    expect(rescued).toBeDefined();
    await useProfile(test.engine, { name: rescued?.name });
    expect(test.readConfig()).toContain('"short 1"');
  });

  it("gets a name that is free, and one of its own when it knows no stack", async () => {
    await addTestProfile(test.engine, { name: "Personal", stackId: 44444 });
    test.writeConfig(LOGIN);
    expect((await useProfile(test.engine, { name: "prod" })).rescued?.name).toBe("personal-2");
    test.writeConfig('{"collectors":{"cloud":{"token":"from-an-old-k6-0002"}}}');
    expect((await useProfile(test.engine, { name: "prod" })).rescued?.name).toBe("k6-login");
  });

  it("is not saved again when a profile holds it under another stack name", async () => {
    test.writeConfig('{"collectors":{"cloud":{"token":"token-of-staging","stackID":1}}}');
    expect((await useProfile(test.engine, { name: "prod" })).rescued).toBeUndefined();
  });
});

describe("what is active", () => {
  it("comes from the file, not from memory", async () => {
    await useProfile(test.engine, { name: "prod" });
    expect(await activeName(test.engine)).toBe("prod");
    test.writeConfig("{}");
    expect(await activeName(test.engine)).toBe("none");
  });

  it("is foreign after a k6 cloud login, and k6p knows what was there before", async () => {
    await useProfile(test.engine, { name: "prod" });
    test.writeConfig(test.readConfig().replace("token-of-prod", "typed-into-k6-0001"));
    expect(await findActiveProfile(test.engine)).toMatchObject({ kind: "foreign", previous: { name: "prod" } });
  });

  it("is changed when only other values of the identity are different", async () => {
    await useProfile(test.engine, { name: "prod" });
    test.writeConfig(test.readConfig().replace("1100", "42").replace("11111", "11112"));
    expect(await findActiveProfile(test.engine)).toMatchObject({
      kind: "changed",
      profile: { name: "prod" },
      differences: ["stackID", "defaultProjectID"],
    });
  });

  it("is the profile of the environment where variables name one", async () => {
    await useProfile(test.engine, { name: "prod" });
    const engine = test.withEnv({ K6_CLOUD_TOKEN: "token-of-staging" });
    expect(await findActiveProfile(engine)).toMatchObject({
      kind: "changed",
      profile: { name: "staging" },
      variables: ["K6_CLOUD_TOKEN"],
    });
  });

  it("is the one that was used when two profiles are the same", async () => {
    await addTestProfile(test.engine, {
      name: "twin",
      stack: "prod",
      stackId: 11111,
      project: 1100,
      token: "token-of-prod",
    });
    await useProfile(test.engine, { name: "twin" });
    expect(await activeName(test.engine)).toBe("twin");
    await useProfile(test.engine, { name: "prod" });
    expect(await activeName(test.engine)).toBe("prod");
  });
});

describe("the state folder", () => {
  it("holds no token after all of this", async () => {
    test.writeConfig(HANDMADE);
    await useProfile(test.engine, { name: "prod" });
    const state = join(test.home, "k6p", "state");
    const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const contents = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    expect(contents.length).toBeGreaterThan(0);
    expect(contents.join("\n")).not.toContain("token-of-prod");
  });
});
