import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { findProgram, skipUnless } from "../testing/real-parts.ts";
import { CI_SNIPPETS } from "./ci-snippets.ts";
import type { SnippetRequest } from "./ci-snippet.ts";

const REQUEST: SnippetRequest = {
  profile: "eu_Prod.1",
  variable: "K6P_TOKEN_EU_PROD_1",
  k6pVersion: "1.2.3",
  stackId: 11111,
  projectId: 222,
  host: undefined,
  hostv6: undefined,
  preparation: [],
};
const snippet = (id: string) => CI_SNIPPETS.find((candidate) => candidate.id === id)!;
const parsed = (id: string) => parse(snippet(id).text(REQUEST), { schema: "core", strict: true });

describe.each(CI_SNIPPETS)("The snippet for $id", ({ id, text, secretSteps }) => {
  test("ends every line, has no tab, and says how to create the secret", () => {
    expect(text(REQUEST)).toMatch(/[^\n]\n$/);
    expect(text(REQUEST)).not.toMatch(/\t| $/m);
    expect(secretSteps(REQUEST).join("\n")).toContain(id === "kubernetes" ? "kubectl create secret" : REQUEST.variable);
  });

  test.skipIf(id === "jenkins")("is YAML that needs no comment or quote", () => {
    expect(() => parsed(id)).not.toThrow();
  });

  test.skipIf(id === "kubernetes")("installs k6p without access to the secret, and runs k6 with the profile", () => {
    const lines = text(REQUEST).split("\n");
    expect(lines.filter((line) => line.includes("k6p@1.2.3"))).toHaveLength(1);
    expect(text(REQUEST)).toMatch(/k6p"? exec eu_Prod\.1 -- k6 cloud run script\.js/);
    expect(text({ ...REQUEST, guarded: true })).toMatch(/k6p"? exec eu_Prod\.1 --yes -- k6 cloud run script\.js/);
  });

  test.skipIf(id === "kubernetes")("names no version of k6p that was never released", () => {
    const lines = text({ ...REQUEST, k6pVersion: "0.0.0" }).split("\n");
    expect(lines.filter((line) => / k6p'?$/.test(line) && line.includes("npm install"))).toHaveLength(1);
    expect(lines.join("\n")).not.toContain("0.0.0");
  });
});

describe.each(CI_SNIPPETS.filter(({ runsK6p }) => runsK6p))(
  "With steps before the test, the snippet for $id",
  ({ id, text, comment }) => {
    const preparation = ["npm ci", "k6p team sync"].map((command) => ({ command, why: `This is why: ${command}.` }));
    const prepared = text({ ...REQUEST, preparation });
    const lines = prepared.split("\n").map((line) => line.trim());

    test("has them in order after the installation of k6p, each below its reason", () => {
      const at = ["k6p@1.2.3", "This is why: npm ci.", "This is why: k6p team sync.", "exec eu_Prod.1"].map((part) =>
        lines.findIndex((line) => line.includes(part)),
      );
      expect(at).toEqual(at.toSorted((one, other) => one - other));
      expect(at).not.toContain(-1);
      expect(lines[(at[1] ?? 0) + 1]).toContain("npm ci");
      expect(lines[(at[2] ?? 0) + 1]).toMatch(/k6p"? team sync/);
      expect(lines[at[1] ?? 0]).toBe(`${comment} This is why: npm ci.`);
    });

    test.skipIf(id === "jenkins")("is the same data without them", () => {
      expect(JSON.stringify(parse(prepared)).length).toBeGreaterThan(JSON.stringify(parsed(id)).length);
      expect(prepared).not.toMatch(/\t| $/m);
    });
  },
);

test("GitHub passes the secret only to the step that needs it", () => {
  const { steps } = parsed("github").jobs["load-test"];
  expect(steps.filter((step: object) => "env" in step)).toEqual([
    {
      run: "k6p exec eu_Prod.1 -- k6 cloud run script.js",
      env: { K6P_TOKEN_EU_PROD_1: "${{ secrets.K6P_TOKEN_EU_PROD_1 }}" },
    },
  ]);
  expect(parsed("github").permissions).toEqual({ contents: "read" });
});

test("Azure passes the secret only to the step that needs it", () => {
  expect(parsed("azure").steps.filter((step: object) => "env" in step)).toEqual([
    {
      script: "k6p exec eu_Prod.1 -- k6 cloud run script.js",
      env: { K6P_TOKEN_EU_PROD_1: "$(K6P_TOKEN_EU_PROD_1)" },
    },
  ]);
});

test("GitLab and CircleCI inject the secret themselves, so the file does not name it", () => {
  for (const id of ["gitlab", "circleci"]) expect(snippet(id).text(REQUEST)).not.toContain(REQUEST.variable);
  expect(parsed("circleci").workflows.k6.jobs).toEqual([{ "load-test": { context: "k6" } }]);
});

test("Jenkins binds the credential for one step, in quotes that Groovy does not interpolate", () => {
  const text = snippet("jenkins").text(REQUEST);
  expect(text).toContain(
    "withCredentials([string(credentialsId: 'K6P_TOKEN_EU_PROD_1', variable: 'K6P_TOKEN_EU_PROD_1')]) {",
  );
  expect(text.match(/sh '[^']*'\n/g)).toHaveLength(2);
  expect(text.match(/[{}]/g)?.filter((brace) => brace === "{")).toHaveLength(text.split("}").length - 1);
});

test("The test run of the k6-operator names the Secret, the stack and the project", () => {
  expect(parsed("kubernetes")).toMatchObject({
    apiVersion: "k6.io/v1alpha1",
    kind: "TestRun",
    metadata: { name: "k6-eu-prod-1" },
    spec: {
      arguments: "--out cloud",
      token: "k6-eu-prod-1",
      runner: {
        env: [
          { name: "K6_CLOUD_STACK_ID", value: "11111" },
          { name: "K6_CLOUD_PROJECT_ID", value: "222" },
        ],
      },
    },
  });
  const hosts = { host: "https://ingest.acme.example", hostv6: "https://api.acme.example:8443" };
  expect(parse(snippet("kubernetes").text({ ...REQUEST, ...hosts })).spec.runner.env.slice(2)).toEqual([
    { name: "K6_CLOUD_HOST", value: hosts.host },
    { name: "K6_CLOUD_HOST_V6", value: hosts.hostv6 },
  ]);
  const bare = snippet("kubernetes").text({ ...REQUEST, stackId: undefined, projectId: undefined });
  expect(parse(bare).spec.runner).toBeUndefined();
});

const noKubectl = skipUnless(findProgram("kubectl"), "no kubectl to make a Secret with", { optional: true });

describe.skipIf(noKubectl)("With kubectl", () => {
  const home = mkdtempSync(join(tmpdir(), "k6p-ci-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test("the Secret is created from what the command prints, byte for byte", () => {
    const line = snippet("kubernetes").secretSteps(REQUEST)[1] ?? "";
    const inner = /sh -c '(?<script>[^']*)'/.exec(line)?.groups?.["script"] ?? "";
    const made = spawnSync("sh", ["-c", inner], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: home, K6_CLOUD_TOKEN: "glc_token=" },
    });
    expect(parse(made.stdout)).toMatchObject({
      kind: "Secret",
      metadata: { name: "k6-eu-prod-1" },
      data: { token: Buffer.from("glc_token=").toString("base64") },
    });
  });
});
