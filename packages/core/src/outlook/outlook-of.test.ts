import { describe, expect, it } from "vitest";
import type { Environment } from "../host/host.ts";
import type { Secret } from "../secrets/secret.ts";
import { cloudOf, LAB, LOOKUP, PROD, STAGING } from "./fixtures/profiles.ts";
import type { Outlook, OutlookFile } from "./outlook.ts";
import { outlookOf } from "./outlook-of.ts";
import type { OutlookSources } from "./outlook-sources.ts";

interface Scene extends Partial<Omit<OutlookSources, "words" | "file">> {
  readonly config?: unknown;
  readonly file?: Partial<OutlookFile>;
  /** The whole command line. */
  readonly line?: string;
}

function look({ config, file, line, env = {}, ...rest }: Scene): Outlook {
  const outlook = outlookOf({
    env,
    profiles: LOOKUP,
    words: line?.split(" ").slice(1),
    file: {
      path: "/home/me/.config/k6/config.json",
      source: "default",
      isPrivate: false,
      bytes: config === undefined ? undefined : Buffer.from(JSON.stringify(config)),
      ...file,
    },
    ...rest,
  });
  if (outlook.kind === "refused") throw new Error(`${outlook.name}: ${outlook.reason}`);
  return outlook;
}

const inFile = (cloud: Readonly<Record<string, unknown>>): unknown => ({ collectors: { cloud } });
const ofProd = inFile(cloudOf(PROD));
const codes = ({ findings }: Outlook): readonly string[] => findings.map(({ code }) => code);
const short = (outlook: Outlook): string => `${outlook.profile?.name ?? "-"} ${outlook.state}`;

describe("whose the token is, and whether the rest belongs to it", () => {
  it.each<[string, Scene, string, readonly string[]]>([
    ["nothing", {}, "- none", ["no-token"]],
    ["a profile in the file", { config: ofProd }, "prod whole", []],
    ["a token of no profile", { config: inFile({ token: "x", stackID: 5 }) }, "- unknown", ["unknown-token"]],
    [
      "another stack's profile with the same token",
      {
        config: inFile({
          ...cloudOf(PROD),
          stackID: 44_444,
          stackURL: "https://europe.grafana.net",
          defaultProjectID: 124_444,
        }),
      },
      "europe whole",
      [],
    ],
    [
      "another token over the file",
      { config: ofProd, env: { K6_CLOUD_TOKEN: "token-of-staging" } },
      "staging mixed",
      ["other-stack", "other-default-project", "other-stack-url"],
    ],
    [
      "another token and stack over the file",
      { config: ofProd, env: { K6_CLOUD_TOKEN: "token-of-staging", K6_CLOUD_STACK_ID: "22222" } },
      "staging mixed",
      ["other-default-project", "other-stack-url"],
    ],
    [
      "another stack over the file",
      { config: ofProd, env: { K6_CLOUD_STACK_ID: "22222" } },
      "prod mixed",
      ["other-stack"],
    ],
    [
      "portable variables",
      {
        env: {
          K6_CLOUD_TOKEN: "token-of-prod",
          K6_CLOUD_STACK_ID: "11111",
          K6_CLOUD_STACK_URL: "https://prod.grafana.net",
          K6_CLOUD_PROJECT_ID: "91111",
        },
      },
      "prod whole",
      [],
    ],
    [
      "an own project over the file",
      { config: ofProd, env: { K6_CLOUD_PROJECT_ID: "777" } },
      "prod whole",
      ["project-chosen"],
    ],
    [
      "another profile's project over the file",
      { config: ofProd, env: { K6_CLOUD_PROJECT_ID: "102222" } },
      "prod mixed",
      ["other-project"],
    ],
    [
      "a project left in the file",
      { config: inFile({ ...cloudOf(PROD), projectID: 555 }) },
      "prod mixed",
      ["project-chosen"],
    ],
    [
      "the option cloud of the file",
      { config: { ...(ofProd as object), cloud: { token: "token-of-staging" } }, line: "k6 cloud run s.js" },
      "staging mixed",
      ["other-stack", "other-default-project", "other-stack-url", "option-identity"],
    ],
    [
      "the option cloud of a script",
      { config: ofProd, line: "k6 cloud run s.js", script: { cloud: { projectID: 444 } } },
      "prod whole",
      ["project-chosen"],
    ],
    [
      "a script's own token",
      {
        config: ofProd,
        line: "k6 cloud run s.js",
        script: { cloud: { token: "token-of-staging", stackID: 22_222, projectID: 1 } },
      },
      "staging whole",
      ["other-stack-url", "script-identity", "project-chosen"],
    ],
    [
      "a list, which sees no options",
      { config: { ...(ofProd as object), cloud: { token: "token-of-staging" } }, line: "k6 cloud project list" },
      "prod whole",
      [],
    ],
  ])("%s", (_case, scene, expected, found) => {
    const outlook = look(scene);
    expect(short(outlook)).toBe(expected);
    expect(codes(outlook)).toEqual(found);
  });
});

describe("the servers that get the token", () => {
  it("may be those that it was entered for", () => {
    const env = { K6_CLOUD_HOST: "https://in.lab.example/v1", K6_CLOUD_TRACES_HOST: "traces.lab.example:443" };
    expect(short(look({ config: inFile(cloudOf(LAB)), env }))).toBe("lab whole");
  });

  it.each<[string, Scene, string]>([
    ["an API host", { config: inFile({ ...cloudOf(PROD), hostv6: "https://evil.example" }) }, "apiHost"],
    ["an ingest host", { config: ofProd, env: { K6_CLOUD_HOST: "https://evil.example" } }, "ingestHost"],
    [
      "a trace host",
      { config: inFile({ ...cloudOf(PROD), traceHost: "evil.example:443" }), line: "k6 run -o cloud s.js" },
      "traceHost",
    ],
    [
      "a log host",
      { config: ofProd, env: { K6_CLOUD_LOGS_TAIL_URL: "wss://evil.example" }, line: "k6 cloud run s.js" },
      "logsTailUrl",
    ],
    [
      "a build service",
      { config: ofProd, env: { K6_BUILD_SERVICE_URL: "https://evil.example" }, line: "k6 run s.js" },
      "buildServiceUrl",
    ],
  ])("are named where one is another: %s", (_title, scene, field) => {
    const { findings, state } = look(scene);
    expect(findings).toContainEqual(expect.objectContaining({ code: "other-host", level: "mixed", field }));
    expect(state).toBe("mixed");
  });

  it.each<[string, Scene]>([
    [
      "a trace host for a run in the cloud",
      { config: inFile({ ...cloudOf(PROD), traceHost: "evil.example:443" }), line: "k6 cloud run s.js" },
    ],
    [
      "a trace host without traces",
      {
        config: inFile({ ...cloudOf(PROD), traceHost: "evil.example:443", tracesEnabled: false }),
        line: "k6 run -o cloud s.js",
      },
    ],
    [
      "a log host for an upload",
      { config: ofProd, env: { K6_CLOUD_LOGS_TAIL_URL: "wss://evil.example" }, line: "k6 cloud upload s.js" },
    ],
    [
      "an ingest host for an upload by k6 2",
      { config: ofProd, env: { K6_CLOUD_HOST: "https://evil.example" }, line: "k6 cloud upload s.js" },
    ],
  ])("but not one that does not get it: %s", (_title, scene) => {
    expect(look(scene).state).toBe("whole");
  });

  it("depend on the version of k6", () => {
    const requests = (line: string, minor: number, major = 2) =>
      look({ config: ofProd, line, version: { major, minor } }).targets.find(({ what }) => what === "requests")?.url;
    expect(requests("k6 cloud run s.js", 2)).toBe("https://api.k6.io");
    expect(requests("k6 cloud run s.js", 6, 1)).toBe("https://ingest.k6.io");
    expect(requests("k6 run -o cloud s.js", 2)).toBe("https://ingest.k6.io");
    expect(requests("k6 cloud run --local-execution s.js", 1)).toBe("https://ingest.k6.io");
    expect(requests("k6 cloud run --local-execution s.js", 2)).toBe("https://api.k6.io");
    expect(requests("k6 run s.js", 2)).toBeUndefined();
  });
});

describe("a run that exists already", () => {
  const elsewhere = { pushRefID: "99", metricsPushURL: "https://m.example/p", testRunToken: "secret-run-token" };

  it("is named, with where its results go", () => {
    const outlook = look({
      config: inFile({ ...cloudOf(PROD), ...elsewhere }),
      line: "k6 cloud run --local-execution s",
    });
    expect(codes(outlook)).toEqual(["existing-run", "results-elsewhere", "results-elsewhere"]);
    expect(outlook.targets).toContainEqual({ what: "metrics", url: "https://m.example/p", shows: "run token" });
    expect(outlook.targets.map(({ what }) => what)).not.toContain("requests");
    expect(JSON.stringify(outlook.findings)).not.toContain("secret");
  });

  it("gets the token of the profile where it has none of its own", () => {
    const { targets } = look({ config: inFile({ ...cloudOf(PROD), pushRefID: "99" }), line: "k6 run -o cloud s.js" });
    expect(targets).toContainEqual({ what: "metrics", url: "https://ingest.k6.io", shows: "token" });
  });

  it("may be named by the variable that k6 keeps a run's ID in", () => {
    const env = { K6_CLOUDRUN_TEST_RUN_ID: "4242" };
    expect(codes(look({ config: ofProd, env, line: "k6 run -o cloud s.js" }))).toContain("existing-run");
    expect(look({ config: ofProd, env, line: "k6 cloud run --local-execution s.js" }).targets[0]?.what).toBe(
      "requests",
    );
  });
});

describe("what is on the command line", () => {
  it("counts before the environment where the script sees that", () => {
    const fields = (line: string) => look({ config: ofProd, line }).profile?.name;
    expect(fields("k6 run -o cloud -e K6_CLOUD_TOKEN=token-of-staging s.js")).toBe("staging");
    expect(fields("k6 cloud upload -e K6_CLOUD_TOKEN=token-of-staging s.js")).toBe("prod");
    expect(fields("k6 cloud upload --include-system-env-vars -e K6_CLOUD_TOKEN=token-of-staging s.js")).toBe("staging");
  });

  it("names the project", () => {
    const { fields } = look({
      config: ofProd,
      env: { K6_CLOUD_PROJECT_ID: "5" },
      line: "k6 cloud test list --project-id 7",
    });
    expect(fields.projectId).toMatchObject({ value: 7, source: "flag", place: "--project-id" });
    expect(fields.projectId.loses).toEqual([{ value: 5, source: "env", place: "K6_CLOUD_PROJECT_ID" }]);
  });

  it.each([
    ["-o cloud", {}, "k6 run -o cloud s.js"],
    ["K6_OUT", { K6_OUT: "json=f,cloud" }, "k6 run s.js"],
  ] as const)("sends no stack by %s", (_way, env, line) => {
    expect(codes(look({ config: ofProd, env, line }))).toEqual(["stack-not-sent"]);
  });

  it("sends no stack where the file has the output", () => {
    expect(codes(look({ config: { ...(ofProd as object), out: ["cloud"] }, line: "k6 run s.js" }))).toEqual([
      "stack-not-sent",
    ]);
    expect(codes(look({ config: { ...(ofProd as object), out: ["cloud"] }, line: "k6 run -o json s.js" }))).toEqual([]);
  });
});

describe("k6 1", () => {
  const version = { major: 1, minor: 8 };
  const legacyFile: OutlookFile = {
    path: "/home/me/.config/loadimpact/k6/config.json",
    source: "legacy",
    isPrivate: false,
    bytes: Buffer.from(JSON.stringify(ofProd)),
  };

  it("reads its previous default file where the present one is missing", () => {
    const outlook = look({ version, legacyFile });
    expect(short(outlook)).toBe("prod whole");
    expect(outlook.file.path).toBe(legacyFile.path);
    expect(short(look({ version, legacyFile, config: {} }))).toBe("- none");
    expect(short(look({ version: { major: 2, minor: 2 }, legacyFile }))).toBe("- none");
    expect(codes(look({ legacyFile }))).toEqual(["no-token", "legacy-file"]);
  });

  it("takes ext.loadimpact for the option cloud", () => {
    const config = { ...(ofProd as object), ext: { loadimpact: { token: "token-of-staging" } } };
    expect(look({ config, version, line: "k6 cloud upload s.js" }).profile?.name).toBe("staging");
    expect(look({ config, line: "k6 cloud upload s.js" }).profile?.name).toBe("prod");
    const script = { loadimpact: { token: "token-of-lab" } };
    expect(look({ config, version, script, line: "k6 cloud upload s.js" }).profile?.name).toBe("lab");
  });

  it("before 1.6 sends no stack at all", () => {
    expect(codes(look({ config: ofProd, version: { major: 1, minor: 5 } }))).toEqual(["old-k6"]);
  });
});

describe("a mixed outlook", () => {
  it("comes with the ways out that work", () => {
    const remedies = (scene: Scene) => look(scene).findings[0]?.remedy;
    expect(remedies({ config: ofProd, env: { K6_CLOUD_TOKEN: "token-of-staging" } })).toEqual([
      "unset K6_CLOUD_TOKEN",
      "k6p use staging",
    ]);
    expect(remedies({ config: ofProd, env: { K6_CLOUD_STACK_ID: "22222", PATH: "/bin" } })).toEqual([
      "unset K6_CLOUD_STACK_ID",
    ]);
    expect(remedies({ config: inFile({ ...cloudOf(PROD), stackID: 5 }) })).toEqual(["k6p use prod"]);
    const inPrivateCopy = {
      config: inFile({ stackURL: "https://prod.grafana.net" }),
      file: { isPrivate: true, source: "K6_CONFIG" },
    } as const;
    expect(remedies({ ...inPrivateCopy, env: { K6_CLOUD_TOKEN: "token-of-staging" } })).toEqual([
      'eval "$(k6p env --unset)"',
    ]);
  });

  it("never shows a token", () => {
    const env = { K6_CLOUD_TOKEN: "token-of-staging", TESTRUNTOKEN: "run-token" };
    const shown = JSON.stringify(look({ config: inFile({ ...cloudOf(PROD), token: "token-of-prod" }), env }));
    expect(shown).not.toContain("token-of");
    expect(shown).not.toContain("run-token");
  });
});

describe("every field", () => {
  it("says what loses, the next one first", () => {
    const env = { K6_CLOUD_TOKEN: "token-of-staging", K6_CLOUD_STACK_URL: "https://staging.grafana.net" };
    const script = { cloud: { token: "token-of-lab" } };
    const { fields } = look({ config: ofProd, env, script, line: "k6 cloud run s.js" });
    const shown = fields.token.loses.map(({ value, source, place }) => [(value as Secret).reveal(), source, place]);
    expect(shown).toEqual([
      ["token-of-lab", "script", "options.cloud.token"],
      ["token-of-prod", "config", "collectors.cloud.token"],
    ]);
    expect(fields.stackUrl).toMatchObject({ value: "https://prod.grafana.net", source: "config" });
    expect(fields.stackUrl.loses).toMatchObject([{ value: "https://staging.grafana.net", source: "env" }]);
  });

  it("names the profile that the value shows", () => {
    const env: Environment = { K6_CLOUD_STACK_ID: "22222" };
    const { fields } = look({ config: ofProd, env });
    expect(fields.token.profile).toBe("prod");
    expect(fields.stackId).toMatchObject({ value: 22_222, profile: "staging", belongs: false });
    expect(fields.stackUrl).toMatchObject({ profile: "prod", belongs: true });
    expect(fields.pushRefId).toMatchObject({ value: undefined, profile: undefined, belongs: true });
  });
});

describe("what stops k6", () => {
  it.each([
    [{ K6_CLOUD_STACK_ID: "x" }, "K6_CLOUD_STACK_ID"],
    [{ CLOUD: "aws" }, "CLOUD"],
    [{ COLLECTORS: "aws" }, "COLLECTORS"],
  ])("%j is named", (env, name) => {
    const file = { path: "/f", source: "default", isPrivate: false, bytes: undefined } as const;
    expect(outlookOf({ env, file, profiles: LOOKUP })).toMatchObject({ kind: "refused", source: "env", name });
  });

  it("COLLECTORS takes the file away", () => {
    const scene = { config: ofProd, env: { COLLECTORS: "a:b" } };
    expect(codes(look({ ...scene, line: "k6 cloud run s.js" }))).toEqual(["collectors-variable", "no-token"]);
    expect(short(look({ ...scene, line: "k6 cloud project list" }))).toBe("prod whole");
  });
});

it("a bound folder is told where k6 would use another profile", () => {
  const folder = { path: "/work", profile: STAGING };
  expect(codes(look({ config: ofProd, folder }))).toEqual(["folder-bound"]);
  expect(codes(look({ config: ofProd, folder: { path: "/work", profile: PROD } }))).toEqual([]);
});
