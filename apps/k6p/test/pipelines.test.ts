import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { PROGRAM, requireProgram } from "./run-k6p.ts";
import { type Colleague, createTeamRepository } from "./team-repository.ts";

const TOKEN = "glc_token-of-the-pipeline-0001";
const TEAM_FILE = `version: 1
profiles:
  eu-prod: { stack: acme, stackId: 11111, defaultProjectId: 1100, tokenKind: stack }
`;

/** What the workflow of GitHub runs itself, in its order. */
function runsOf(workflow: string): readonly string[] {
  const steps: readonly { readonly run?: string }[] = parse(workflow).jobs["load-test"].steps;
  return steps.flatMap(({ run }) => run ?? []);
}

/** What each system runs for the test itself, taken out of the pipeline as the system takes it. */
const STEPS: Readonly<Record<string, (pipeline: string) => string>> = {
  github: (pipeline) => parse(pipeline).jobs["load-test"].steps.at(-1).run,
  gitlab: (pipeline) => parse(pipeline).k6.script[0],
  jenkins: (pipeline) => /sh '(?<line>[^']*exec[^']*)'/.exec(pipeline)?.groups?.["line"] ?? "",
  azure: (pipeline) => parse(pipeline).steps.at(-1).script,
  circleci: (pipeline) => parse(pipeline).jobs["load-test"].steps.at(-1).run,
};

interface Machine {
  readonly home: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A machine with k6p, a k6 that tells what it was given, and a kubectl that hands on what it was given. */
function machineFor({ home, clone }: Colleague): Machine {
  requireProgram();
  const programs = join(home, "bin");
  mkdirSync(programs);
  const tell = `process.stdout.write(JSON.stringify({ words: process.argv.slice(1), ...JSON.parse(require("fs").readFileSync(process.env.K6_CONFIG)).collectors.cloud }))`;
  const scripts = {
    k6p: `exec "${process.execPath}" "${PROGRAM}" "$@"`,
    k6: `[ "$1" = version ] && { echo "k6 v2.2.0"; exit 0; }\nexec "${process.execPath}" -e '${tell}' -- "$@"`,
    kubectl: `[ "$1" = create ] || exec cat\nprintf '%s: ' "$*"; exec cat`,
  };
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(programs, name), 0o755);
  }
  mkdirSync(join(home, "tmp", "k6p", "node_modules", ".bin"), { recursive: true });
  symlinkSync(join(programs, "k6p"), join(home, "tmp", "k6p", "node_modules", ".bin", "k6p"));
  const PATH = [programs, process.env["PATH"]].join(delimiter);
  return { home, folder: clone, env: { HOME: home, PATH, CI: "true", WORKSPACE_TMP: join(home, "tmp") } };
}

function runLine(line: string, { folder, env }: Machine, given: Readonly<Record<string, string>>) {
  return spawnSync("sh", ["-c", line], {
    cwd: folder,
    env: { ...env, ...given },
    encoding: "utf8",
    timeout: 20_000,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

it("Every pipeline runs k6 under the profile, in a clean checkout with one variable", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const author = team.colleague("author");
  const machine = machineFor(team.colleague("machine"));
  for (const [system, stepOf] of Object.entries(STEPS)) {
    const printed = JSON.parse(await author.run(["ci", system, "eu-prod", "--json"]));
    expect(printed.variable).toBe("K6P_TOKEN_EU_PROD");
    const line = stepOf(printed.pipeline);
    const ran = runLine(line, machine, { K6P_TOKEN_EU_PROD: TOKEN });
    expect(ran.status, `${system}: ${line}\n${ran.stderr}`).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      words: ["cloud", "run", "script.js"],
      token: TOKEN,
      stackID: 11111,
      defaultProjectID: 1100,
    });
    expect(runLine(line, machine, { K6P_TOKEN_EU_PROD: "" })).toMatchObject({
      status: 4,
      stderr: expect.stringContaining("K6P_TOKEN_EU_PROD"),
    });
  }
});

it("A profile with hosts of its own is trusted by a step before the test, once it is trusted where the pipeline is printed", async () => {
  const hosts = "host: https://ingest.acme.example, hostv6: https://api.acme.example";
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE.replace("stack }", `stack, ${hosts} }`) });
  const author = team.colleague("author");
  const machine = machineFor(team.colleague("machine"));
  for (const system of [...Object.keys(STEPS), "kubernetes"]) {
    expect(await author.k6p(["ci", system, "eu-prod"])).toMatchObject({
      code: 9,
      stderr: expect.stringContaining("k6p team trust"),
    });
  }
  await author.run(["team", "trust", "--yes"]);
  const github = await author.run(["ci", "github", "eu-prod"]);
  const given = { K6P_TOKEN_EU_PROD: TOKEN };
  const [before, test] = runsOf(github).slice(-2);
  expect(before).toBe("k6p team trust --yes");
  expect(runLine(test ?? "", machine, given).status).toBe(9);
  expect(runLine(before ?? "", machine, given).status).toBe(0);
  expect(JSON.parse(runLine(test ?? "", machine, given).stdout)).toMatchObject({ hostv6: "https://api.acme.example" });
  expect(parse(await author.run(["ci", "kubernetes", "eu-prod"])).spec.runner.env).toContainEqual({
    name: "K6_CLOUD_HOST_V6",
    value: "https://api.acme.example",
  });
});

it("A package that the team file extends is installed before the test", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": 'version: 1\nextends: ["@acme/profiles"]\n' });
  const author = team.colleague("author");
  const folder = join(author.clone, "node_modules", "@acme", "profiles");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "k6p.config.yaml"), TEAM_FILE);
  expect(runsOf(await author.run(["ci", "github", "eu-prod"])).slice(-2)).toEqual([
    "npm ci --ignore-scripts",
    "k6p exec eu-prod -- k6 cloud run script.js",
  ]);
});

it("The command for Kubernetes hands the token on without showing it, and the pipeline names the Secret", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const author = team.colleague("author");
  await author.run(["login", "eu-prod", "--no-verify", "--token-stdin"], { stdin: TOKEN });
  const pipeline = await author.run(["ci", "kubernetes", "eu-prod"]);
  expect(pipeline).not.toContain(TOKEN);
  const command = /^# +(?<line>k6p exec .*)$/m.exec(pipeline)?.groups?.["line"] ?? "";
  const machine = machineFor(author);
  const ran = runLine(command, machine, { K6P_HOME: join(author.home, ".k6p"), K6P_STORE: "file" });
  expect(ran.stderr).toBe("");
  expect(ran.stdout).toBe(
    `create secret generic k6-eu-prod --from-file=token=/dev/stdin --dry-run=client -o yaml: ${TOKEN}`,
  );
  expect(parse(pipeline)).toMatchObject({ kind: "TestRun", spec: { token: "k6-eu-prod" } });
});

it("A pipeline for a profile of one's own comes with the advice to share it", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const author = team.colleague("author");
  const add = ["profile", "add", "mine", "--stack", "mine", "--stack-id", "1", "--no-verify", "--token-stdin"];
  await author.run(add, { stdin: TOKEN });
  expect(await author.k6p(["ci", "gitlab", "mine"])).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("k6p team add mine"),
  });
  expect(await author.k6p(["ci", "kubernetes", "mine"])).toMatchObject({ code: 0, stderr: "" });
  expect(await author.k6p(["ci", "kubernetes", "mine", "--sealed"])).toMatchObject({ code: 2 });
});

it("A pipeline means the team's profile where the author has an own one of that name", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const author = team.colleague("author");
  const add = (name: string, stack: string) =>
    author.run(["profile", "add", name, "--stack", stack, "--stack-id", "7", "--no-verify", "--token-stdin"], {
      stdin: TOKEN,
    });
  await add("eu-prod", "acme");
  const same = await author.k6p(["ci", "github", "eu-prod", "--json"]);
  expect(same).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(same.stdout)).toMatchObject({ profile: "team/eu-prod", variable: "K6P_TOKEN_EU_PROD" });
  expect(runsOf(JSON.parse(same.stdout).pipeline).at(-1)).toContain("k6p exec eu-prod");
  await author.run(["profile", "edit", "eu-prod", "--stack", "other", "--stack-id", "8"]);
  const other = await author.k6p(["ci", "github", "eu-prod"]);
  expect(other).toMatchObject({ code: 0, stderr: expect.stringContaining("https://other.grafana.net") });
  expect(other.stderr).not.toContain("team add");
  expect(await author.run(["ci", "kubernetes", "team/eu-prod"])).toContain("k6p exec team/eu-prod --with-env");
});

it("No pipeline is printed for a variable that two profiles of the team share", async () => {
  const team = createTeamRepository({
    "k6p.config.yaml": `${TEAM_FILE}  eu_prod: { stack: acme, stackId: 1, defaultProjectId: 1, tokenKind: stack }\n`,
  });
  const author = team.colleague("author");
  const refused = await author.k6p(["ci", "github", "eu-prod"]);
  expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining("TOKEN_VARIABLE_AMBIGUOUS") });
  expect(refused.stderr).toContain(`Rename one of them in the team file: ${author.clone}/k6p.config.yaml`);
  expect(refused.stderr).not.toContain("profile rename");
  await author.run(["ci", "github", "eu-prod", "--sealed"]);
});

it("A missing token of the team's profile is named as a pipeline gives it", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const author = team.colleague("author");
  const add = ["profile", "add", "eu-prod", "--stack", "mine", "--stack-id", "1", "--no-verify", "--token-stdin"];
  await author.run(add, { stdin: TOKEN });
  const missing = await author.k6p(["exec", "team/eu-prod", "--", "true"]);
  expect(missing).toMatchObject({ code: 4, stderr: expect.stringContaining("set the variable K6P_TOKEN_EU_PROD.") });
});
