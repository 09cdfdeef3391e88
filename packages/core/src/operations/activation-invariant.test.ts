import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Environment } from "../host/host.ts";
import { effectiveIdentity, type EffectiveIdentity, K6_DEFAULTS } from "../k6-config/effective-identity.ts";
import { Secret } from "../secrets/secret.ts";
import type { VariableChange } from "../shells/shell.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../testing/test-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { exportEnvironment, type ExportMode } from "./env/export-environment.ts";
import { execCommand } from "./run/exec-command.ts";
import { useProfile } from "./use/use-profile.ts";

/** What k6 would be started with. */
interface Situation {
  readonly config: Uint8Array | undefined;
  readonly env: Environment;
}

const OTHER =
  '"token":"token-of-staging","stackID":"22222","stackURL":"https://staging.grafana.net","defaultProjectID":2200,"projectID":555,"host":"https://h.example","hostv6":"https://v6.example"';

const CONFIGS: Readonly<Record<string, string | undefined>> = {
  "no file": undefined,
  "an empty object": "{}",
  "another identity": `{"collectors":{"cloud":{${OTHER}}}}`,
  "another identity, pretty, among other settings": `{\n  "vus": 3,\n  "collectors": {\n    "cloud": {\n      "name": "mine",\n      "projectID": 555,\n      "token": "token-of-staging"\n    },\n    "influxdb": {}\n  }\n}\n`,
  "what k6 cloud login writes":
    '{"collectors":{"cloud":{"token":"token-of-staging","stackID":22222,"stackURL":null,"defaultProjectID":null,"projectID":null,"host":null,"hostv6":null,"timeout":null}},"vus":null}',
  "two spellings and a duplicate":
    '{"Collectors":{"cloud":{"Token":"token-of-staging","stackid":1,"STACKID":2}},"collectors":{"cloud":{"token":"token-of-staging","ToKeN":"token-of-staging"}}}',
  "everything that takes a token or results elsewhere":
    '{"cloud":{"token":"token-of-staging","stackID":5,"projectID":6},"ext":{"loadimpact":{"token":"token-of-staging"}},"collectors":{"cloud":{"traceHost":"t.example:443","pushRefID":"9","metricsPushURL":"https://m.example","testRunToken":"r","webAppURL":"https://w.example","testRunDetails":"https://d.example"}}}',
  "a null cloud": '{"collectors":{"cloud":null}}',
};

const ENVIRONMENTS: Readonly<Record<string, Environment>> = {
  "a clean environment": {},
  "variables of another profile": {
    K6_CLOUD_TOKEN: "token-of-staging",
    K6_CLOUD_STACK_ID: "22222",
    K6_CLOUD_STACK_URL: "https://staging.grafana.net",
  },
  "a project": { K6_CLOUD_PROJECT_ID: "555" },
  "a default project by the undocumented variable": { DEFAULTPROJECTID: "777" },
  "the reference of another test run": { K6_CLOUD_PUSH_REF_ID: "99" },
  "another run and where its results go": {
    METRICSPUSHURL: "https://m.example",
    TESTRUNTOKEN: "r",
    LOGSPUSHURL: "https://l.example",
    K6_CLOUD_WEB_APP_URL: "https://w.example",
    K6_CLOUD_TEST_RUN_DETAILS: "https://d.example",
  },
  "a stack ID that is none": { K6_CLOUD_STACK_ID: "0" },
};

const SCRIPTS = {
  "no script": undefined,
  "a script without options": {},
  "a script with a project": { projectID: 444 },
  "a script with a token": { token: "token-of-the-script" },
  "a script with a stack": { stackID: 77777 },
} as const;

/** Everything else, as it is where nobody says anything. */
const NOTHING_ELSE = {
  logsTailUrl: K6_DEFAULTS.logsTailURL,
  traceHost: K6_DEFAULTS.traceHost,
  tracesEnabled: true,
  pushRefId: undefined,
  metricsPushUrl: undefined,
  testRunToken: undefined,
  logsPushUrl: undefined,
  webAppUrl: K6_DEFAULTS.webAppURL,
  testRunDetails: undefined,
} as const;

const PROFILES = ["prod", "bare", "hosted"] as const;

let test: TestEngine;

beforeAll(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "staging", stackId: 22222 });
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100 });
  await addTestProfile(test.engine, { name: "bare", stackId: 33333 });
  await addTestProfile(test.engine, {
    name: "hosted",
    stackId: 44444,
    project: 4400,
    host: "https://in.example",
    hostv6: "https://api.example",
  });
});

afterAll(() => test.remove());

function applied(env: Environment, changes: readonly VariableChange[]): Environment {
  const result: Record<string, string | undefined> = { ...env };
  for (const { name, value } of changes) {
    if (value === undefined) delete result[name];
    else result[name] = value instanceof Secret ? value.reveal() : value;
  }
  return result;
}

async function byExport(engine: Engine, name: string, mode: ExportMode): Promise<Situation> {
  const { changes, configPath } = await exportEnvironment(engine, { name, mode });
  return {
    config: configPath === undefined ? undefined : readFileSync(configPath),
    env: applied(engine.host.env, changes),
  };
}

/** Runs a child that tells what it was given, through a host whose attached children are caught. */
async function byExec(engine: Engine, name: string, withEnv: boolean): Promise<Situation> {
  let situation: Situation | undefined;
  const { processes } = engine.host;
  const catching: Engine = {
    ...engine,
    host: {
      ...engine.host,
      processes: {
        ...processes,
        nodeProgram: processes.nodeProgram,
        runAttached: async ({ env }) => {
          situation = { env, config: readFileSync(env["K6_CONFIG"] ?? "") };
          return { exitCode: 0, signal: undefined };
        },
      },
    },
  };
  await execCommand(catching, { name, command: [process.execPath], withEnv });
  if (situation === undefined) throw new Error("no child was run");
  return situation;
}

/** `use` leaves the environment to the user, so it is judged in a clean one. */
async function byUse(engine: Engine, name: string): Promise<Situation> {
  await useProfile(engine, { name });
  return { config: readFileSync(test.configPath), env: {} };
}

const WAYS: Readonly<Record<string, (engine: Engine, name: string) => Promise<Situation>>> = {
  env: (engine, name) => byExport(engine, name, "variables"),
  "env --file": (engine, name) => byExport(engine, name, "file"),
  exec: (engine, name) => byExec(engine, name, false),
  "exec --with-env": (engine, name) => byExec(engine, name, true),
  use: byUse,
};

function plain(identity: ReturnType<typeof effectiveIdentity>): unknown {
  if (identity.kind !== "resolved") return identity;
  const { kind: _, token, name: __, ...rest } = identity;
  const values = Object.entries(rest).map(([part, { value }]) => [part, value]);
  return { token: token.value?.reveal(), ...(Object.fromEntries(values) as Partial<EffectiveIdentity>) };
}

function setConfig(content: string | undefined): void {
  if (content === undefined) test.engine.host.files.remove(test.configPath);
  else test.writeConfig(content);
}

describe.each(Object.entries(CONFIGS))("from %s", (_, config) => {
  describe.each(Object.entries(ENVIRONMENTS))("in %s", (__, env) => {
    it.each(PROFILES)("every way of activating %s gives k6 the same identity, and nothing of another", async (name) => {
      const engine = test.withEnv(env);
      const profile = engine.ownProfiles.get(name);
      for (const [way, activate] of Object.entries(WAYS)) {
        setConfig(config);
        const situation = await activate(engine, name);
        for (const [title, script] of Object.entries(SCRIPTS)) {
          const options: { readonly token?: string; readonly stackID?: number; readonly projectID?: number } =
            script ?? {};
          // k6's own rule: a script's token and stack beat a file, but not variables.
          // A project of your own stays, whatever the profile; `use` leaves the environment alone.
          const projectInEnvironment = Number(situation.env["K6_CLOUD_PROJECT_ID"]) || undefined;
          const scriptWins = way !== "env" && way !== "exec --with-env";
          expect(plain(effectiveIdentity({ ...situation, script })), `${way}, ${title}`).toEqual({
            token: (scriptWins ? options.token : undefined) ?? `token-of-${name}`,
            stackId: (scriptWins ? options.stackID : undefined) ?? profile.stackId,
            stackUrl: profile.stackUrl,
            projectId: projectInEnvironment ?? options.projectID,
            defaultProjectId: profile.defaultProjectId,
            host: profile.host ?? K6_DEFAULTS.host,
            hostv6: profile.hostv6 ?? K6_DEFAULTS.hostv6,
            ...NOTHING_ELSE,
          });
        }
      }
    });
  });
});

describe("the portable variables", () => {
  it("carry the whole identity without a file, with the default project as a project", async () => {
    const { env } = await byExport(
      test.withEnv(ENVIRONMENTS["variables of another profile"] ?? {}),
      "hosted",
      "portable",
    );
    expect(plain(effectiveIdentity({ config: undefined, env }))).toMatchObject({
      token: "token-of-hosted",
      stackId: 44444,
      stackUrl: "https://hosted.grafana.net",
      projectId: 4400,
      host: "https://in.example",
      hostv6: "https://api.example",
    });
  });
});
