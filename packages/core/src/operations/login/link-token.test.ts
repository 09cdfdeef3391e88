import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isKept } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { Secret } from "../../secrets/secret.ts";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { createFakePrograms, type FakePrograms } from "../../testing/fake-programs.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { copyProfile } from "../profiles/copy-profile.ts";
import { editProfile } from "../profiles/edit-profile.ts";
import type { Engine } from "../../engine/engine.ts";
import { findActiveProfile } from "../active/find-active-profile.ts";
import { listProfiles } from "../profiles/list-profiles.ts";
import { listStores } from "../stores/list-stores.ts";
import { renewToken } from "./renew-token.ts";
import { logIn } from "../profiles/log-in.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { linkToken, type TokenPlace } from "./link-token.ts";
import { removeProfile } from "../profiles/remove-profile.ts";
import { showProfile } from "../profiles/show-profile.ts";
import { showStatus } from "../profiles/show-status.ts";
import { useProfile } from "../use/use-profile.ts";

const TOKEN = "token-of-the-manager-1";
const ROTATED = "token-of-the-manager-2";

let test: TestEngine;
let fakes: FakePrograms;
let engine: Engine;

beforeEach(async () => {
  fakes = createFakePrograms();
  test = createTestEngine();
  engine = test.withEnv({ PATH: fakes.env["PATH"], TOKEN_HERE: TOKEN });
  await addTestProfile(engine, { name: "prod" });
});

afterEach(() => {
  test.remove();
  fakes.remove();
});

/** A password manager that counts how often it is asked. */
function manager(token = TOKEN): TokenPlace {
  fakes.add("give", `echo x >> '${fakes.home}/asked'; echo ${token}`);
  return { from: "command", words: ["give", "k6/prod"] };
}

function timesAsked(): number {
  const path = join(fakes.home, "asked");
  return existsSync(path) ? readFileSync(path, "utf8").length / 2 : 0;
}

function refer(place: TokenPlace, name = "prod") {
  return linkToken(engine, { name, place, verify: false });
}

async function errorOf(action: () => unknown): Promise<K6pError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof K6pError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

async function tokenOf(name: string, on = engine): Promise<string> {
  return (await obtainCredentials(on, on.ownProfiles.get(name))).identity.token.reveal();
}

function keptReference(): string {
  const record = engine.tokens.find(engine.ownProfiles.get("prod").id);
  if (record === undefined || !isKept(record)) throw new Error("no token is kept");
  return record.reference;
}

async function isInStore(reference: string): Promise<boolean> {
  return (await test.store.read(reference, { deadlineMs: 1000, interactive: false })).kind === "found";
}

describe("referring to a token", () => {
  it.each([
    ["a command", () => manager(), "the command BIN/give k6/prod"],
    ["a variable", () => ({ from: "env", variable: "TOKEN_HERE" }) as const, "the variable TOKEN_HERE"],
    [
      "a file",
      () => {
        writeFileSync(join(fakes.home, "token"), `${TOKEN}\n`, { mode: 0o600 });
        return { from: "plain-file", path: join(fakes.home, "token") } as const;
      },
      "the file HOME/token",
    ],
  ] satisfies readonly (readonly [string, () => TokenPlace, string])[])(
    "in %s reads it there from then on, and removes the one that k6p kept",
    async (_, place, readFrom) => {
      const kept = keptReference();
      const { replaced } = await refer(place());
      expect(replaced).toBe(true);
      expect(await tokenOf("prod")).toBe(TOKEN);
      expect(await isInStore(kept)).toBe(false);
      const { token } = await showProfile(engine, { name: "prod", withToken: false });
      expect(token.readFrom).toBe(readFrom.replace("BIN", fakes.folder).replace("HOME", fakes.home));
      expect(readFileSync(engine.tokens.pathOf(engine.ownProfiles.get("prod").id), "utf8")).not.toContain(TOKEN);
    },
  );

  it("changes nothing when the place gives no token", async () => {
    const kept = keptReference();
    fakes.add("refuse", "echo locked >&2; exit 1");
    fakes.add("chatter", "echo two words");
    const places: readonly (readonly [TokenPlace, string])[] = [
      [{ from: "command", words: ["refuse"] }, "STORE_LOCKED"],
      [{ from: "command", words: ["chatter"] }, "STORE_CORRUPT"],
      [{ from: "command", words: ["no-such-program"] }, "COMMAND_NOT_FOUND"],
      [{ from: "command", words: ["echo", TOKEN] }, "TOKEN_ON_COMMAND_LINE"],
      [{ from: "env", variable: "NOT_SET" }, "TOKEN_MISSING"],
      [{ from: "env", variable: "K6_CLOUD_TOKEN" }, "USAGE"],
      [{ from: "plain-file", path: "nowhere" }, "TOKEN_MISSING"],
      [{ from: "recipe", recipe: "op", where: "no place" }, "USAGE"],
    ];
    for (const [place, code] of places) {
      const error = await errorOf(() => refer(place));
      expect(error.code, error.message).toBe(code);
      expect(JSON.stringify([error.message, error.remedy, error.details])).not.toContain(TOKEN);
    }
    expect(keptReference()).toBe(kept);
    expect(await tokenOf("prod")).toBe("token-of-prod");
  });

  it("asks a password manager by its recipe", async () => {
    fakes.add("pass", `[ "$*" = "show k6/prod" ] || exit 9; printf '${TOKEN}\\nuser: me\\n'`);
    await refer({ from: "recipe", recipe: "pass", where: "k6/prod" });
    expect(await tokenOf("prod")).toBe(TOKEN);
  });

  it("has the token checked with Grafana Cloud, and fills in what the profile lacks", async () => {
    const cloud: CloudStandIn = await startCloudStandIn({
      accounts: [
        { token: TOKEN, stackUrl: "https://new.grafana.net", stackId: 777, defaultProjectId: 8, projects: [] },
      ],
    });
    try {
      engine = test.withEnv({ PATH: fakes.env["PATH"], K6_CLOUD_HOST_V6: cloud.url });
      await addTestProfile(engine, { name: "new", stackId: 777 });
      await engine.ownProfiles.update("new", (profile) => ({ ...profile, stackId: undefined }));
      expect((await errorOf(() => refer(manager(), "new"))).code).toBe("USAGE");
      expect(
        (await errorOf(() => linkToken(engine, { name: "new", place: manager("other-token"), verify: true }))).code,
      ).toBe("TOKEN_REJECTED");
      const { record } = await linkToken(engine, { name: "new", place: manager(), verify: true });
      expect(record.verifiedAt).toBeDefined();
      expect(engine.ownProfiles.get("new")).toMatchObject({ stackId: 777, defaultProjectId: 8 });
      expect(test.notices.map(({ message }) => message).join()).toContain(cloud.url);
    } finally {
      await cloud.close();
    }
  });
});

describe("a reference", () => {
  it("is read once for each use, and never to list, show or tell what is active", async () => {
    await refer(manager());
    expect(timesAsked()).toBe(1);
    await useProfile(engine, { name: "prod" });
    expect(timesAsked()).toBe(2);
    await listProfiles(engine, {});
    await showProfile(engine, { name: "prod", withToken: false });
    await showStatus(engine);
    await listStores(engine);
    expect((await findActiveProfile(engine)).kind).toBe("active");
    await copyProfile(engine, { from: "prod", to: "twin" });
    await editProfile(engine, { name: "twin", force: false, description: "x" });
    expect(timesAsked()).toBe(2);
  });

  it("is not read for another destination than the one it was made for", async () => {
    await refer(manager());
    const elsewhere = test.withEnv({ PATH: fakes.env["PATH"], K6_CLOUD_HOST_V6: "https://evil.example" });
    expect((await errorOf(() => tokenOf("prod", elsewhere))).code).toBe("TOKEN_FOR_OTHER_DESTINATION");
    await engine.ownProfiles.update("prod", (profile) => ({ ...profile, stackUrl: "https://other.grafana.net" }));
    expect((await errorOf(() => tokenOf("prod"))).code).toBe("TOKEN_FOR_OTHER_DESTINATION");
    expect(timesAsked()).toBe(1);
  });

  it("is not found in the file of a profile, whatever somebody wrote there", async () => {
    const path = engine.ownProfiles.pathOf("shared");
    const planted = {
      store: "command",
      reference: { program: fakes.add("evil", `touch ${fakes.home}/ran`), arguments: [] },
    };
    const text = {
      version: 1,
      id: "b".repeat(26),
      stackUrl: "https://acme.grafana.net",
      stackId: 1,
      token: planted,
      ...planted,
    };
    writeFileSync(path, JSON.stringify(text));
    await listProfiles(engine, {});
    expect((await showProfile(engine, { name: "shared", withToken: false })).token.state).toBe("missing");
    expect((await errorOf(() => useProfile(engine, { name: "shared" }))).code).toBe("TOKEN_MISSING");
    expect(existsSync(join(fakes.home, "ran"))).toBe(false);
  });

  it("follows a token that was changed there, and nothing is saved as a foreign one", async () => {
    await refer(manager());
    await useProfile(engine, { name: "prod" });
    manager(ROTATED);
    await useProfile(engine, { name: "prod" });
    expect(test.readConfig()).toContain(ROTATED);
    expect((await findActiveProfile(engine)).kind).toBe("active");
    expect(engine.ownProfiles.names()).toEqual(["prod"]);
    expect(engine.tokens.find(engine.ownProfiles.get("prod").id)?.verifiedAt).toBeUndefined();
  });

  it("is copied with the profile for the same destination, without being read", async () => {
    await refer(manager());
    const { token } = await copyProfile(engine, { from: "prod", to: "twin" });
    expect(token).toMatchObject({ state: "stored", store: "command" });
    expect(await tokenOf("twin")).toBe(TOKEN);
    expect((await copyProfile(engine, { from: "prod", to: "other", stack: "other" })).token.state).toBe("missing");
  });

  it("gives way to a token that is entered, which is kept where new ones are", async () => {
    await refer(manager());
    const token = { from: "input", read: async () => new Secret("entered-by-hand-1") } as const;
    const { record } = await logIn(test.withEnv({ K6P_STORE: "file" }), { name: "prod", verify: false, token });
    expect(record.store).toBe("file");
    expect(await tokenOf("prod")).toBe("entered-by-hand-1");
    expect(timesAsked()).toBe(1);
  });

  it("goes with the profile, and what it leads to is said to stay", async () => {
    await refer(manager());
    await useProfile(engine, { name: "prod" });
    const removed = await removeProfile(engine, { name: "prod", yes: true, force: false });
    expect(removed.tokenRemoved).toBe(false);
    expect(removed.copiesLeft).toEqual([
      expect.stringContaining(`the command ${fakes.folder}/give k6/prod`),
      expect.stringContaining(test.configPath),
    ]);
    expect(timesAsked()).toBe(2);
  });
});

describe("a token that is replaced", () => {
  it("by a login is recognized in k6's file as the profile's previous one, and not saved again", async () => {
    await useProfile(engine, { name: "prod" });
    const token = { from: "input", read: async () => new Secret("the-new-token-1") } as const;
    await renewToken(engine, await engine.profiles.get("prod"), {
      source: token,
      verify: false,
      offlineCommand: "k6p login prod --no-verify",
    });
    expect(await findActiveProfile(engine)).toMatchObject({ kind: "foreign", previous: { name: "prod" } });
    await useProfile(engine, { name: "prod" });
    expect(engine.ownProfiles.names()).toEqual(["prod"]);
    expect((await findActiveProfile(engine)).kind).toBe("active");
  });
});
