import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type CloudStandIn, startCloudStandIn } from "@k6p/core/testing/cloud-stand-in";
import { sentIdentity } from "@k6p/core/testing/cloud-stand-in/recorded-request";
import { realK6 } from "@k6p/core/testing/real-k6";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bareEnvironment, PROGRAM, requireProgram, runK6p } from "./run-k6p.ts";

const { program: k6, skip } = realK6();

const PROD = {
  token: "token-of-the-prod-stack",
  stackUrl: "https://acme.grafana.net",
  stackId: 11111,
  defaultProjectId: 1100,
  projects: [
    { id: 1100, name: "default" },
    { id: 444, name: "script's" },
  ],
};
const STAGING = {
  token: "token-of-the-staging-stack",
  stackUrl: "https://staging.grafana.net",
  stackId: 22222,
  defaultProjectId: 2200,
  projects: [
    { id: 2200, name: "default" },
    { id: 444, name: "script's" },
  ],
};
/** The token of one account on the stack of the other: what a script that sets only one of them asks for. */
const MIXED = [
  { ...PROD, token: STAGING.token },
  { ...STAGING, token: PROD.token },
];

const CONFIGS = {
  "no configuration": undefined,
  "another identity, with a project and a foreign host": JSON.stringify({
    vus: 2,
    collectors: {
      cloud: {
        token: STAGING.token,
        stackID: 22222,
        stackURL: STAGING.stackUrl,
        defaultProjectID: 2200,
        projectID: 2200,
        hostv6: "http://127.0.0.1:9",
      },
    },
  }),
};
const STALE = {
  K6_CLOUD_TOKEN: STAGING.token,
  K6_CLOUD_STACK_ID: "22222",
  K6_CLOUD_STACK_URL: STAGING.stackUrl,
  K6_CLOUD_PROJECT_ID: "2200",
  DEFAULTPROJECTID: "2200",
  K6_CLOUD_PUSH_REF_ID: "99",
};
const SCRIPTS = {
  "no options": {},
  "its own project": { projectID: 444 },
  "its own token": { token: STAGING.token },
  "its own stack": { stackID: 22222, projectID: 444 },
} as const;

interface Route {
  readonly title: string;
  /** Whether k6 gets token and stack as variables, which beat a script's own. */
  readonly byVariables: boolean;
  /** Whether the environment of the caller reaches k6: then it must be clean, as only the user can clean it. */
  readonly cleanOnly?: boolean;
  run(home: string, env: Record<string, string>, words: readonly string[]): Promise<unknown>;
}

const execute = promisify(execFile);
const DEADLINE_MS = 60_000;

function run(
  program: string,
  words: readonly string[],
  options: { readonly home: string; readonly env: Record<string, string> },
) {
  return execute(program, [...words], {
    env: bareEnvironment(options.home, options.env),
    timeout: DEADLINE_MS,
    cwd: options.home,
  });
}

function byShell(title: string, flags: string, byVariables: boolean): Route {
  return {
    title,
    byVariables,
    run: (home, env, words) =>
      run(
        "/bin/sh",
        ["-c", `eval "$("$NODE" "$K6P" env prod --shell sh ${flags})" && exec "$K6" "$@"`, "sh", ...words],
        {
          home,
          env: { ...env, NODE: process.execPath, K6P: PROGRAM, K6: k6 },
        },
      ),
  };
}

const ROUTES: readonly Route[] = [
  {
    title: "k6p use",
    byVariables: false,
    cleanOnly: true,
    async run(home, env, words) {
      await run(process.execPath, [PROGRAM, "use", "prod"], { home, env });
      return run(k6, words, { home, env });
    },
  },
  byShell("k6p env", "", true),
  byShell("k6p env --file", "--file", false),
  {
    title: "k6p exec",
    byVariables: false,
    run: (home, env, words) => run(process.execPath, [PROGRAM, "exec", "prod", "--", k6, ...words], { home, env }),
  },
  {
    title: "k6p exec --with-env",
    byVariables: true,
    run: (home, env, words) =>
      run(process.execPath, [PROGRAM, "exec", "prod", "--with-env", "--", k6, ...words], { home, env }),
  },
];

let cloud: CloudStandIn;
let home: string;
let hosts: Record<string, string>;

beforeAll(async () => {
  if (skip) return;
  requireProgram();
  cloud = await startCloudStandIn({ accounts: [PROD, STAGING, ...MIXED] });
  home = mkdtempSync(join(tmpdir(), "k6p-real-k6-"));
  hosts = { K6_CLOUD_HOST_V6: cloud.url, K6P_STORE: "file" };
  for (const [name, { token, stackUrl }] of Object.entries({ prod: PROD, staging: STAGING })) {
    const added = await runK6p(["profile", "add", name, "--stack", stackUrl, "--token-stdin"], {
      home,
      env: hosts,
      stdin: token,
    });
    expect(added.code, added.stderr).toBe(0);
  }
});

afterAll(async () => {
  await cloud?.close();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

function prepare(config: string | undefined): string {
  const path = join(home, ".config", "k6", "config.json");
  rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  if (config !== undefined) writeFileSync(path, config);
  return path;
}

let scripts = 0;

function writeScript(cloudOptions: object): string {
  const path = join(home, `script-${++scripts}.js`);
  writeFileSync(
    path,
    `export const options = { cloud: ${JSON.stringify(cloudOptions)} };\nexport default function () {}\n`,
  );
  return path;
}

describe.skipIf(skip).each(ROUTES)("the real k6 by $title", (route) => {
  it.each(Object.entries(CONFIGS))("lists the projects of the profile's stack, from %s", async (_, config) => {
    prepare(config);
    const before = cloud.requests.length;
    await route.run(home, { ...hosts, ...(route.cleanOnly ? {} : STALE) }, ["cloud", "project", "list"]);
    const identities = cloud.requests.slice(before).map(sentIdentity);
    expect(identities).toMatchObject([{ token: PROD.token, stackId: PROD.stackId }]);
  });

  it.each(Object.entries(SCRIPTS))(
    "uploads a script with %s to the project and stack that k6's rules give",
    async (_, options) => {
      prepare(CONFIGS["another identity, with a project and a foreign host"]);
      const before = cloud.requests.length;
      await route.run(home, { ...hosts, ...(route.cleanOnly ? {} : STALE) }, ["cloud", "upload", writeScript(options)]);
      const uploads = cloud.requests.slice(before).filter(({ path }) => path.endsWith("/load_tests"));
      const own: { readonly token?: string; readonly stackID?: number; readonly projectID?: number } = options;
      expect(uploads.map(sentIdentity)).toMatchObject([
        {
          token: (route.byVariables ? undefined : own.token) ?? PROD.token,
          stackId: (route.byVariables ? undefined : own.stackID) ?? PROD.stackId,
          projectId: own.projectID ?? PROD.defaultProjectId,
        },
      ]);
      expect(
        cloud.requests
          .slice(before)
          .filter(({ method, path }) => method === "POST" && path === "/cloud/v6/validate_options"),
      ).toHaveLength(1);
    },
  );
});

describe.skipIf(skip)("a k6 cloud login", () => {
  it("inside exec is noticed, and its token is saved as a profile", async () => {
    const path = prepare("{}");
    const words = ["exec", "prod", "--", k6, "cloud", "login", "-t", STAGING.token, "--stack", "staging"];
    await runK6p(["profile", "remove", "staging", "--yes"], { home, env: hosts });
    const ran = await runK6p(words, { home, env: hosts });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain("as profile staging");
    expect(ran.stderr + ran.stdout).not.toContain(STAGING.token);
    expect(readFileSync(path, "utf8")).toBe("{}");
    const shown = await runK6p(["profile", "show", "staging", "--reveal", "--json"], { home, env: hosts });
    expect(JSON.parse(shown.stdout)).toMatchObject({ stackId: 22222, token: { value: STAGING.token } });
  });

  it("after use is seen as foreign, and rescued by the next use", async () => {
    const path = prepare(undefined);
    await runK6p(["profile", "remove", "staging", "--yes"], { home, env: hosts });
    await runK6p(["use", "prod"], { home, env: hosts });
    await run(k6, ["cloud", "login", "-t", STAGING.token, "--stack", "staging"], { home, env: hosts });
    const current = await runK6p(["profile", "current"], { home, env: hosts });
    expect(current).toMatchObject({ code: 3, stdout: "" });
    expect(current.stderr).toContain("before that it was profile prod");
    const used = await runK6p(["use", "prod"], { home, env: hosts });
    expect(used.stderr).toContain("as profile staging");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      collectors: { cloud: { token: PROD.token, stackID: 11111 } },
    });
    expect((await runK6p(["profile", "current"], { home, env: hosts })).stdout).toBe("prod\n");
  });
});
