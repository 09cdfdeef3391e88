import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Secret } from "../../secrets/secret.ts";
import type { CloudAccount } from "../../testing/cloud-stand-in/cloud-account.ts";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { codeOf } from "../../testing/error-code.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { linkToken } from "../login/link-token.ts";
import { withPrivateConfig } from "../run/with-private-config.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { useProfile } from "../use/use-profile.ts";
import { type RotatedToken, rotateToken } from "./rotate-token.ts";

const ACME = { stackUrl: "https://acme.grafana.net", stackId: 11111, defaultProjectId: 678, projects: [] };
const OLD = "the-old-token-0001";
const NEW = "the-new-token-0002";

let cloud: CloudStandIn;
let test: TestEngine;
let accounts: CloudAccount[];

beforeEach(async () => {
  accounts = [
    { ...ACME, token: OLD },
    { ...ACME, token: NEW },
    { ...ACME, stackUrl: "https://other.grafana.net", stackId: 3, token: "token-of-other-stack" },
  ];
  cloud = await startCloudStandIn({ accounts });
  test = createTestEngine({ env: { K6_CLOUD_HOST_V6: cloud.url } });
  await addTestProfile(test.engine, { name: "prod", stack: "acme", token: OLD });
});

afterEach(async () => {
  await cloud.close();
  test.remove();
});

function rotate(token = NEW, verify = true): Promise<RotatedToken> {
  const source = { from: "input", read: async () => new Secret(token) } as const;
  return rotateToken(test.engine, { name: "prod", token: source, verify });
}

async function tokenOf(name: string): Promise<string> {
  const { identity } = await obtainCredentials(test.engine, test.engine.ownProfiles.get(name));
  return identity.token.reveal();
}

describe("rotating", () => {
  it("replaces the token in the store, in k6's file and in the private file of a running command", async () => {
    await useProfile(test.engine, { name: "prod" });
    const profile = test.engine.ownProfiles.get("prod");
    await withPrivateConfig(test.engine, { profile, withEnv: false }, async ({ env }) => {
      const path = env["K6_CONFIG"] ?? "";
      expect(readFileSync(path, "utf8")).toContain(OLD);
      const rotated = await rotate();
      expect(rotated).toMatchObject({
        renewedFiles: [path],
        copiesLeft: [],
        used: { file: { path: test.configPath } },
      });
      expect(readFileSync(path, "utf8")).toContain(NEW);
      expect(readFileSync(path, "utf8")).not.toContain(OLD);
    });
    expect(await tokenOf("prod")).toBe(NEW);
    expect(test.readConfig()).toContain(NEW);
    expect(test.readConfig()).not.toContain(OLD);
    expect(test.engine.ownProfiles.names()).toEqual(["prod"]);
  });

  it("says whether the previous token still works", async () => {
    expect((await rotate()).previous).toBe("works");
    accounts.splice(1, 1);
    const rotated = await rotate(OLD);
    expect(rotated.previous).toBe("revoked");
    expect(rotated.record.verifiedAt).toBeDefined();
    expect((await rotate(NEW, false)).previous).toBe("unknown");
  });

  it("refuses the token that the profile has, and one of another stack, without any change", async () => {
    await useProfile(test.engine, { name: "prod" });
    const before = test.readConfig();
    expect(await codeOf(() => rotate(OLD))).toBe("TOKEN_INVALID");
    expect(await codeOf(() => rotate("token-of-other-stack"))).toBe("TOKEN_REJECTED");
    expect(await tokenOf("prod")).toBe(OLD);
    expect(test.readConfig()).toBe(before);
  });

  it("leaves k6's file alone when it has another token, and lists other files that have the previous one", async () => {
    const named = `${test.home}/named.json`;
    await useProfile(test.engine, { name: "prod", config: named });
    await addTestProfile(test.engine, { name: "other" });
    await useProfile(test.engine, { name: "other" });
    const rotated = await rotate();
    expect(rotated.used).toBeUndefined();
    expect(test.readConfig()).toContain("token-of-other");
    expect(rotated.copiesLeft).toEqual([expect.stringContaining(named)]);
  });

  it("refuses a token that k6p only reads", async () => {
    const test2 = test.withEnv({ K6_CLOUD_HOST_V6: cloud.url, TOKEN_HERE: OLD });
    await linkToken(test2, { name: "prod", place: { from: "env", variable: "TOKEN_HERE" }, verify: false });
    expect(await codeOf(() => rotate())).toBe("STORE_READ_ONLY");
  });
});
