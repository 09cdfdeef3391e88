import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "./cloud-stand-in.ts";
import { type SentIdentity, sentIdentity } from "./cloud-stand-in/recorded-request.ts";
import { realK6 } from "./real-k6.ts";

const ALPHA = {
  token: "standin-token-alpha",
  stackUrl: "https://alpha.grafana.net",
  stackId: 11111,
  defaultProjectId: 91111,
  projects: [{ id: 91111, name: "Default project" }],
};
const IDENTITY = { token: ALPHA.token, stackId: ALPHA.stackId };
const SCRIPT = "export default function () {}\n";

const { program: k6, skip: skipped } = realK6();

let home: string;
let standIn: CloudStandIn;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "k6p-stand-in-"));
  writeFileSync(join(home, "script.js"), SCRIPT);
  writeFileSync(join(home, "config.json"), "{}");
  standIn = await startCloudStandIn({ accounts: [ALPHA] });
});
afterEach(async () => {
  await standIn.close();
  rmSync(home, { recursive: true });
});

interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly sent: readonly (readonly [request: string, identity: SentIdentity])[];
}

/** Runs `k6 cloud` in a home of its own with all of an identity in the environment. */
function runCloud(words: readonly string[], variables: Record<string, string> = {}): Promise<Run> {
  const before = standIn.requests.length;
  const env = {
    HOME: home,
    K6_CONFIG: join(home, "config.json"),
    K6_CLOUD_HOST_V6: standIn.url,
    K6_CLOUD_TOKEN: ALPHA.token,
    K6_CLOUD_STACK_ID: String(ALPHA.stackId),
    K6_CLOUD_PROJECT_ID: String(ALPHA.defaultProjectId),
    ...variables,
  };
  return new Promise((resolve) => {
    execFile(k6, ["cloud", ...words], { cwd: home, env, timeout: 20_000 }, (error, stdout, stderr) => {
      const sent = standIn.requests
        .slice(before)
        .map((request) => [`${request.method} ${request.path}`, sentIdentity(request)] as const);
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), output: stdout + stderr, sent });
    });
  });
}

describe.skipIf(skipped)("the real k6 at the cloud stand-in", () => {
  test("logs in and keeps what the stand-in said", async () => {
    const { exitCode, sent } = await runCloud(["login", "-t", ALPHA.token, "--stack", "alpha"]);
    expect(exitCode).toBe(0);
    expect(sent).toEqual([["GET /cloud/v6/auth", { token: ALPHA.token, stackUrl: ALPHA.stackUrl }]]);
    const { collectors } = JSON.parse(readFileSync(join(home, "config.json"), "utf8"));
    expect(collectors.cloud).toMatchObject({
      token: ALPHA.token,
      stackID: 11111,
      stackURL: ALPHA.stackUrl,
      defaultProjectID: 91111,
    });
  });

  test.each([
    ["project list", "GET /cloud/v6/projects", "Default project", {}],
    ["load-zone list", "GET /cloud/v6/load_zones", "Stand-in East", {}],
    ["test list", "GET /cloud/v6/projects/91111/load_tests", "91111", { projectId: 91111 }],
  ])("lists by `k6 cloud %s`", async (words, request, shown, more) => {
    const { exitCode, output, sent } = await runCloud(words.split(" "));
    expect(output).toContain(shown);
    expect(exitCode).toBe(0);
    expect(sent).toEqual([[request, { ...IDENTITY, ...more }]]);
  });

  test("uploads a script, and a second time in place of the first", async () => {
    const first = await runCloud(["upload", "script.js"]);
    expect(first.output).toContain("Archived");
    expect(first.exitCode).toBe(0);
    const identity = { ...IDENTITY, projectId: 91111 };
    const opening = [
      ["POST /cloud/v6/validate_options", identity],
      ["POST /cloud/v6/projects/91111/load_tests", identity],
    ];
    expect(first.sent).toEqual(opening);

    const second = await runCloud(["upload", "script.js"]);
    expect(second.exitCode).toBe(0);
    expect(second.sent).toEqual([
      ...opening,
      ["GET /cloud/v6/projects/91111/load_tests", identity],
      ["PUT /cloud/v6/load_tests/1001/script", IDENTITY],
    ]);
    expect((await runCloud(["test", "list"])).output).toContain("script.js");
  });

  test("runs a test to its end", async () => {
    const { exitCode, output, sent } = await runCloud(["run", "--exit-on-running", "script.js"]);
    expect(output).toContain("Finished");
    expect(exitCode).toBe(0);
    expect(sent.map(([request]) => request)).toEqual([
      "POST /cloud/v6/validate_options",
      "POST /cloud/v6/projects/91111/load_tests",
      "POST /cloud/v6/load_tests/1001/start",
      "GET /cloud/v6/test_runs/1002",
    ]);
    expect(sent.every(([, { token, stackId }]) => token === ALPHA.token && stackId === ALPHA.stackId)).toBe(true);
  });

  test("is refused with the stand-in's words when token, stack or project is another's", async () => {
    const foreignToken = await runCloud(["project", "list"], { K6_CLOUD_TOKEN: "standin-token-other" });
    expect(foreignToken.output).toContain("The token is not valid");
    const foreignStack = await runCloud(["project", "list"], { K6_CLOUD_STACK_ID: "22222" });
    expect(foreignStack.output).toContain("The token has no access to this stack");
    const foreignProject = await runCloud(["upload", "script.js"], { K6_CLOUD_PROJECT_ID: "92222" });
    expect(foreignProject.output).toContain("The token has no access to this project");
    expect([foreignToken, foreignStack, foreignProject].map(({ exitCode }) => exitCode > 0)).toEqual([
      true,
      true,
      true,
    ]);
  });
});
