import { describe, expect, test } from "vitest";
import { Secret } from "../secrets/secret.ts";
import type { Identity } from "./identity.ts";
import { overrideWarnings } from "./override-warnings.ts";

const WRITTEN: Identity = {
  token: new Secret("token-written"),
  stackId: 5,
  stackUrl: "https://a.grafana.net",
  defaultProjectId: 9,
};

test("an environment that says nothing of the identity gives no warning", () => {
  expect(overrideWarnings({ PATH: "/bin", K6_CLOUD_TOKEN: "", K6_CLOUD_NAME: "x" }, WRITTEN)).toEqual([]);
});

test("variables that say the same give no warning", () => {
  expect(
    overrideWarnings({ K6_CLOUD_TOKEN: "token-written", K6_CLOUD_STACK_ID: "5", DEFAULTPROJECTID: "9" }, WRITTEN),
  ).toEqual([]);
});

describe("a variable that k6 prefers is named with what it replaces", () => {
  test.each([
    [{ K6_CLOUD_TOKEN: "secret-other" }, "K6_CLOUD_TOKEN", "token"],
    [{ K6_CLOUD_STACK_ID: "6" }, "K6_CLOUD_STACK_ID", "stack ID"],
    [{ K6_CLOUD_STACK_ID: "0" }, "K6_CLOUD_STACK_ID", "stack ID"],
    [{ K6_CLOUD_PROJECT_ID: "6" }, "K6_CLOUD_PROJECT_ID", "project"],
    [{ DEFAULTPROJECTID: "6" }, "DEFAULTPROJECTID", "default project"],
    [{ K6_CLOUD_PUSH_REF_ID: "6" }, "K6_CLOUD_PUSH_REF_ID", "test run to report to"],
    [{ K6_CLOUD_HOST: "https://h" }, "K6_CLOUD_HOST", "ingest host"],
    [{ K6_CLOUD_HOST_V6: "https://h" }, "K6_CLOUD_HOST_V6", "API host"],
    [{ CLOUD: '{"token":"secret-other","stackID":6}' }, "CLOUD", "token, stack ID"],
  ])("%j", (env, name, part) => {
    const warnings = overrideWarnings(env, WRITTEN);
    expect(warnings).toEqual([
      `${name} in the environment overrides what was written: ${part}. To prevent that: unset ${name}`,
    ]);
    expect(warnings.join()).not.toContain("secret");
  });
});

test("the stack URL of the environment matters only where none was written", () => {
  const env = { K6_CLOUD_STACK_URL: "https://b.grafana.net" };
  expect(overrideWarnings(env, WRITTEN)).toEqual([]);
  expect(overrideWarnings(env, { ...WRITTEN, stackUrl: undefined })).toHaveLength(1);
});

test("variables that make k6 fail are named without their value", () => {
  expect(overrideWarnings({ K6_CLOUD_STACK_ID: "secret", CLOUD: "aws" }, WRITTEN)).toEqual([
    "K6_CLOUD_STACK_ID in the environment makes `k6 cloud` fail: it is not a whole number. To prevent that: unset K6_CLOUD_STACK_ID",
    expect.stringContaining("CLOUD in the environment makes `k6 cloud run` fail"),
  ]);
});

test("the option cloud of the written file is named as well", () => {
  const written = Buffer.from(
    '{"cloud":{"projectID":7},"collectors":{"cloud":{"token":"token-written","stackID":5,"pushRefID":"1"}}}',
  );
  expect(overrideWarnings({}, WRITTEN, written)).toEqual([
    'The option "cloud" at the top level of the file overrides what was written: project. To prevent that: take it out of the file',
  ]);
});
