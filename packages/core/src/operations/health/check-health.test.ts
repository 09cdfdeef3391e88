import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { type CheckResult, checkHealth } from "./check-health.ts";

let test: TestEngine;
let bin: string;

beforeEach(async () => {
  test = createTestEngine();
  bin = join(test.home, "bin");
  mkdirSync(bin);
  k6("echo 'k6 v2.2.0 (go1.26, linux/amd64)'");
  await addTestProfile(test.engine, { name: "prod", stack: "acme" });
});

afterEach(() => test.remove());

function k6(script: string): void {
  writeFileSync(join(bin, "k6"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "k6"), 0o755);
}

async function codes(env: Readonly<Record<string, string>> = {}, fix = false): Promise<readonly string[]> {
  const results = await checkHealth(test.withEnv({ PATH: bin, ...env }), { fix });
  return codesOf(results);
}

function codesOf(results: readonly CheckResult[]): readonly string[] {
  return results.flatMap(({ findings }) => findings.filter(({ fixed }) => fixed === undefined).map(({ code }) => code));
}

/** The profile's token was stored without asking Grafana Cloud. */
const USUAL = "token-unverified";

describe("doctor", () => {
  it("finds nothing but the unverified token in a fresh home", async () => {
    expect(await codes()).toEqual([USUAL]);
  });

  it.each([
    ["k6 v1.5.0 (go)", "k6-old"],
    ["k6 v1.8.1 (go)", "k6-prints-token"],
    ["k6 v2.0.0 (go)", "k6-open-file"],
    ["something else", "k6-version"],
  ])("says what %s does", async (printed, code) => {
    k6(`echo '${printed}'`);
    expect(await codes()).toEqual([code, USUAL]);
  });

  it("does not give k6 a token to print its version", async () => {
    k6(`[ -z "$K6_CLOUD_TOKEN$K6P_TOKEN_PROD" ] && echo 'k6 v2.2.0 (go)'`);
    const found = await codes({ K6_CLOUD_TOKEN: "never-for-a-version", K6P_TOKEN_PROD: "nor-this-one" });
    expect(found).not.toContain("k6-version");
  });

  it("misses k6, and does not run one of a project or of the folder", async () => {
    const project = join(test.home, "node_modules", ".bin");
    mkdirSync(project, { recursive: true });
    expect(await codes({ PATH: `.:${project}` })).toEqual(["k6-missing", "path-relative", "path-project", USUAL]);
  });

  it("closes a configuration file that others can read, when asked to", async () => {
    test.writeConfig('{"collectors":{"cloud":{"token":"typed-into-k6-0001"}}}');
    chmodSync(test.configPath, 0o644);
    expect(await codes()).toContain("config-mode");
    expect(statSync(test.configPath).mode & 0o777).toBe(0o644);
    expect(await codes({}, true)).not.toContain("config-mode");
    expect(statSync(test.configPath).mode & 0o777).toBe(0o600);
  });

  it("finds a configuration file that k6 cannot read, with the place", async () => {
    test.writeConfig("{,}");
    expect(await codes()).toContain("k6-config-unreadable");
  });

  it("finds variables that decide without k6p", async () => {
    expect(await codes({ K6_CLOUD_TOKEN: "some-token-0001", K6P_PROFILE: "gone" })).toEqual(
      expect.arrayContaining(["cloud-variables", "profile-variable"]),
    );
  });

  it("finds profiles without a token, with one for another host, and two with one ID", async () => {
    await addTestProfile(test.engine, { name: "lost" });
    test.engine.tokens.remove(test.engine.ownProfiles.get("lost").id);
    const prod = test.engine.ownProfiles.pathOf("prod");
    writeFileSync(prod.replace("prod.json", "twin.json"), test.engine.host.files.read(prod, 10_000)?.bytes ?? "");
    expect(await codes({ K6_CLOUD_HOST_V6: "https://elsewhere.example.com" })).toEqual(
      expect.arrayContaining(["token-missing", "token-other-destination", "duplicate-id"]),
    );
  });

  it("finds a team file that is broken", async () => {
    writeFileSync(join(test.home, "k6p.config.yaml"), "profiles: [1, 2]\n");
    expect(await codes()).toContain("team-file");
  });

  it("removes private files that a killed command left behind, when asked to", async () => {
    const { engine } = test;
    engine.privateConfigs.create({
      bytes: Buffer.from('{"collectors":{"cloud":{"token":"token-of-prod"}}}'),
      profileId: engine.ownProfiles.get("prod").id,
      base: { path: test.configPath, isNamed: false },
      ownerId: 2_147_483_646,
      fingerprint: undefined,
    });
    expect(await codes()).toContain("private-file-left");
    expect(await codes({}, true)).not.toContain("private-file-left");
    expect(await codes()).toEqual([USUAL]);
  });

  it("goes on when one check fails, and reports that", async () => {
    test.writeConfig("{,}");
    const results = await checkHealth(test.withEnv({ PATH: bin }), { fix: false });
    expect(results.map(({ id }) => id)).toContain("team-file");
  });
});
