import { describe, expect, test } from "vitest";
import { type EffectiveIdentity, effectiveIdentity } from "./effective-identity.ts";
import { type Outcome, PRECEDENCE_CASES, type PrecedenceCase } from "./fixtures/precedence-cases.ts";
import type { IdentitySources } from "./identity-layers.ts";

describe("k6's precedence", () => {
  test.each(PRECEDENCE_CASES)("$name", (example) => {
    expect(outcomeOf(example)).toEqual(example.result);
  });
});

function outcomeOf({ config, script, env = {}, projectFlag }: PrecedenceCase): Outcome {
  const flags = { projectId: projectFlag };
  const result = effectiveIdentity({
    config: config === undefined ? undefined : Buffer.from(config),
    script,
    env,
    flags,
  });
  if (result.kind === "refused") return "refused";
  const project = result.projectId.value ?? result.defaultProjectId.value;
  return {
    ...(result.token.value && { token: result.token.value.reveal() }),
    ...(result.stackId.value && { stackId: result.stackId.value }),
    ...(project && { project }),
  };
}

function resolve(sources: Omit<IdentitySources, "config"> & { readonly cloud?: string }): EffectiveIdentity {
  const result = effectiveIdentity({
    ...sources,
    config: Buffer.from(`{"collectors":{"cloud":{${sources.cloud ?? ""}}}}`),
  });
  if (result.kind === "refused") throw new Error(result.reason);
  return result;
}

describe("the stack URL", () => {
  test("of the file beats that of the environment", () => {
    const { stackUrl } = resolve({
      cloud: '"stackURL":"https://a.grafana.net"',
      env: { K6_CLOUD_STACK_URL: "https://b.grafana.net" },
    });
    expect(stackUrl).toMatchObject({ value: "https://a.grafana.net", source: "config" });
  });

  test("of the environment counts where the file has none", () => {
    const { stackUrl } = resolve({ env: { K6_CLOUD_STACK_URL: "https://b.grafana.net" } });
    expect(stackUrl).toEqual({ value: "https://b.grafana.net", source: "env", place: "K6_CLOUD_STACK_URL" });
  });

  test("keeps the environment's out even when it is empty in the file", () => {
    const { stackUrl } = resolve({ cloud: '"stackURL":""', env: { K6_CLOUD_STACK_URL: "https://b.grafana.net" } });
    expect(stackUrl).toMatchObject({ value: undefined, source: "config" });
  });
});

describe("hosts and the test run", () => {
  test("are k6's own by default", () => {
    const { host, hostv6, pushRefId } = resolve({ env: {} });
    expect([host, hostv6]).toEqual([
      { value: "https://ingest.k6.io", source: "default" },
      { value: "https://api.k6.io", source: "default" },
    ]);
    expect(pushRefId).toEqual({ value: undefined, source: "none" });
  });

  test("come from the file, and before it from the environment", () => {
    const cloud = '"host":"https://h1","hostv6":"https://v1","pushRefID":"1"';
    const env = { K6_CLOUD_HOST: "https://h2", K6_CLOUD_HOST_V6: "", K6_CLOUD_PUSH_REF_ID: "2" };
    expect(resolve({ cloud, env })).toMatchObject({
      host: { value: "https://h2", source: "env" },
      hostv6: { value: "https://v1", source: "config" },
      pushRefId: { value: "2", source: "env" },
    });
  });

  test("a host that is empty in the file is k6's own", () => {
    expect(resolve({ cloud: '"hostv6":""', env: {} }).hostv6).toEqual({
      value: "https://api.k6.io",
      source: "default",
    });
  });
});

describe("a value says where it comes from", () => {
  test("the variable of the environment", () => {
    expect(resolve({ env: { DEFAULTPROJECTID: "9" } }).defaultProjectId).toEqual({
      value: 9,
      source: "env",
      place: "DEFAULTPROJECTID",
    });
  });

  test("the script, and the options of the file", () => {
    expect(resolve({ env: {}, script: { stackID: 5 } }).stackId).toMatchObject({ value: 5, source: "script" });
    const result = effectiveIdentity({ config: Buffer.from('{"cloud":{"stackID":5}}'), env: {}, script: {} });
    expect(result).toMatchObject({ stackId: { value: 5, source: "config-options" } });
  });

  test("that which takes a value away", () => {
    expect(resolve({ cloud: '"stackID":5', env: { K6_CLOUD_STACK_ID: "0" } }).stackId).toEqual({
      value: undefined,
      source: "env",
      place: "K6_CLOUD_STACK_ID",
    });
  });
});

describe("what k6 refuses", () => {
  const config = Buffer.from('{"collectors":{"cloud":{"stackID":2147483648}}}');

  test.each([
    [
      { config: undefined, env: { K6_CLOUD_STACK_ID: "secret" } },
      { source: "env", name: "K6_CLOUD_STACK_ID" },
    ],
    [
      { config: undefined, env: { CLOUD: "secret" }, script: {} },
      { source: "env", name: "CLOUD" },
    ],
    [
      { config: undefined, env: {}, script: { stackID: "secret" } },
      { source: "script", name: "options.cloud" },
    ],
    [
      { config, env: {} },
      { source: "config", name: "stackID" },
    ],
    [
      { config: undefined, env: { K6_CLOUD_STACK_ID: "2147483648" } },
      { source: "env", name: "K6_CLOUD_STACK_ID" },
    ],
    [
      { config, env: { K6_CLOUD_STACK_ID: "1" }, flags: { projectId: -1 } },
      { source: "flag", name: "--project-id" },
    ],
  ])("%j is named without its value", (sources, refusal) => {
    const result = effectiveIdentity(sources);
    expect(result).toMatchObject({ kind: "refused", ...refusal });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  test("a file that it cannot read is an error that names the file", () => {
    expect(() => effectiveIdentity({ config: Buffer.from("[]"), env: {}, file: "/home/me/config.json" })).toThrow(
      expect.objectContaining({
        code: "K6_CONFIG_UNREADABLE",
        message: expect.stringContaining("/home/me/config.json"),
      }),
    );
  });
});
