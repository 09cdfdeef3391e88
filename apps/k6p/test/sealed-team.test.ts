import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addRecipient, type Colleague, createTeamRepository, type TeamRepository } from "./team-repository.ts";

const NODE = process.execPath;
const TEAM_FILE = `version: 1
profiles:
  prod: { stack: acme, stackId: 11111, defaultProjectId: 1100, tokenKind: stack }
  staging: { stack: acme-staging, stackId: 22222, defaultProjectId: 2200, tokenKind: stack }
recipients: {}
`;
const FIRST = "glc_first-token-of-prod-0001";
const SECOND = "glc_second-token-of-prod-0002";

/** Prints the token that a child of `exec` finds in its private file. */
const TELL = `
const config = require("node:fs").readFileSync(process.env.K6_CONFIG, "utf8");
process.stdout.write(JSON.parse(config).collectors.cloud.token);
`;

function execIn(colleague: Colleague, profile = "prod", env = {}): ReturnType<Colleague["k6p"]> {
  return colleague.k6p(["exec", profile, "--", NODE, "-e", TELL], { env });
}

/** Joins, and brings the key into the team file as a pull request would. */
async function joinAs(team: TeamRepository, name: string): Promise<Colleague> {
  const colleague = team.colleague(name);
  const { recipient } = JSON.parse(await colleague.run(["team", "join", "--name", name, "--json"]));
  addRecipient(colleague.clone, name, recipient);
  colleague.publish(`Let ${name} in`);
  return colleague;
}

async function seal(colleague: Colleague, profile: string, token: string): Promise<void> {
  await colleague.run(["login", profile, "--no-verify", "--token-stdin"], { stdin: token });
  await colleague.run(["team", "trust", "--yes"]);
  await colleague.run(["team", "seal", profile, "--yes"]);
  colleague.publish(`Seal ${profile}`);
}

it("two colleagues and a pipeline join, seal, use, leave and rotate", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const anna = await joinAs(team, "anna");
  const ben = await joinAs(team, "ben");
  // The pipeline is a member by a key of its own, which `age` has made.
  const made = execFileSync("age-keygen", { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const pipelineKey = /AGE-SECRET-KEY-1\S+/.exec(made)?.[0] ?? "";
  addRecipient(ben.clone, "ci", /age1\S+/.exec(made)?.[0] ?? "");
  ben.publish("Let the pipeline in");
  anna.git("pull", "--quiet");

  // Nothing is sealed for people whom nobody has agreed to.
  await anna.run(["login", "prod", "--no-verify", "--token-stdin"], { stdin: FIRST });
  expect(await anna.k6p(["team", "seal", "prod"])).toMatchObject({
    stderr: expect.stringContaining("TEAM_NOT_TRUSTED"),
  });
  await anna.run(["team", "trust", "--yes"]);
  const asked = await anna.k6p(["team", "seal", "prod"]);
  expect(asked).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/ben: age1[\s\S]*ci: age1[\s\S]*k6p team seal prod --yes/),
  });
  await anna.run(["team", "seal", "prod", "--yes"]);
  anna.publish("Seal prod");

  // Everybody uses it: ben from his clone, the pipeline from a fresh checkout with one variable and nothing else.
  ben.git("pull", "--quiet");
  expect(await execIn(ben)).toMatchObject({ code: 0, stdout: FIRST });
  const checkout = team.colleague("pipeline", { CI: "true", K6P_AGE_IDENTITY: pipelineKey });
  expect(await execIn(checkout)).toMatchObject({ code: 0, stdout: FIRST });
  expect(await ben.run(["profile", "list"])).toMatch(/prod .*sealed/);

  // The age program opens the same file, and k6p one that age has sealed.
  const path = join(anna.clone, ".k6p", "sealed", "prod.age");
  const keyFile = join(anna.home, "ci.key");
  writeFileSync(keyFile, made, { mode: 0o600 });
  const content = execFileSync("age", ["--decrypt", "--identity", keyFile, path], { encoding: "utf8" });
  expect(JSON.parse(content)).toMatchObject({ profile: "prod", token: FIRST, destination: { stackId: 11111 } });
  expect(content.length % 512).toBe(0);
  const recipients = [...readFileSync(join(anna.clone, "k6p.config.yaml"), "utf8").matchAll(/age1\w+/g)].map(String);
  execFileSync("age", ["--armor", ...recipients.flatMap((key) => ["--recipient", key]), "--output", path], {
    input: content,
  });
  expect(await execIn(checkout)).toMatchObject({ stdout: FIRST });
  anna.git("checkout", "--quiet", ".");

  // ben uses it in k6's own file, and k6p knows whose it is, also elsewhere.
  await ben.run(["use", "prod"]);
  expect(await ben.run(["profile", "current"])).toContain("prod");

  // ben leaves: all is sealed again for the others, and anna sees what to replace.
  const removed = await anna.run(["team", "member", "remove", "ben", "--yes"]);
  expect(removed).toMatch(/Remove ben from the recipients in .*k6p\.config\.yaml/);
  expect(removed).toContain("prod:  k6p login prod && k6p team seal prod");
  const file = join(anna.clone, "k6p.config.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/ {2}ben: .*\n/, ""));
  await seal(anna, "prod", SECOND);
  ben.git("pull", "--quiet");
  expect(await execIn(ben)).toMatchObject({ code: 4, stderr: expect.stringContaining("SEALED_NOT_FOR_YOU") });

  // The pipeline needs no change for the new token.
  checkout.git("pull", "--quiet");
  expect(await execIn(checkout)).toMatchObject({ code: 0, stdout: SECOND });

  // No token and no key lies in the clear anywhere, but in k6's own file, where ben has asked for it.
  const k6File = join(ben.home, ".config", "k6", "config.json");
  const holders = [anna, ben, checkout].flatMap(({ home }) => filesWith(home, [FIRST, SECOND]));
  expect(holders.filter((holder) => holder !== keyFile)).toEqual([k6File]);
}, 120_000);

it("merges of different profiles do not conflict, and a conflict about one is settled by taking a side", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const anna = await joinAs(team, "anna");
  const ben = await joinAs(team, "ben");
  anna.git("pull", "--quiet");
  for (const [colleague, profile] of [
    [anna, "prod"],
    [ben, "staging"],
  ] as const) {
    await colleague.run(["login", profile, "--no-verify", "--token-stdin"], { stdin: `token-of-${profile}` });
    await colleague.run(["team", "trust", "--yes"]);
    await colleague.run(["team", "seal", profile, "--yes"]);
    colleague.git("add", "--all");
    colleague.git("commit", "--quiet", "--message", `Seal ${profile}`);
  }
  anna.git("push", "--quiet", "origin", "HEAD:main");
  ben.git("pull", "--quiet", "--no-rebase");
  ben.git("push", "--quiet", "origin", "HEAD:main");
  expect(await execIn(ben)).toMatchObject({ stdout: "token-of-prod" });
  anna.git("pull", "--quiet");

  for (const { run } of [anna, ben]) await run(["team", "trust", "--yes"]);
  await anna.run(["team", "seal", "--all"]);
  anna.publish("Seal again");
  await ben.run(["team", "seal", "--all", "--yes"]);
  ben.git("commit", "--quiet", "--all", "--message", "Also seal again");
  expect(() => ben.git("pull", "--quiet", "--no-rebase")).toThrow(/Command failed/);
  expect(readFileSync(join(ben.clone, ".k6p", "sealed", "prod.age"), "utf8")).not.toContain("<<<<<<<");
  ben.git("checkout", "--theirs", ".");
  ben.git("commit", "--quiet", "--all", "--message", "Merge");
  for (const profile of ["prod", "staging"])
    expect(await execIn(ben, profile)).toMatchObject({ code: 0, stdout: `token-of-${profile}` });
}, 60_000);

it("a file that was swapped by somebody who can write to the repository is not used", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const anna = await joinAs(team, "anna");
  await seal(anna, "prod", FIRST);
  const folder = join(anna.clone, ".k6p", "sealed");
  writeFileSync(join(folder, "staging.age"), readFileSync(join(folder, "prod.age")));
  expect(await execIn(anna, "staging")).toMatchObject({ code: 4, stderr: expect.stringContaining("SEALED_MISMATCH") });
  const elsewhere = await execIn(anna, "prod", { K6_CLOUD_HOST_V6: "https://evil.example" });
  expect(elsewhere).toMatchObject({ code: 4, stderr: expect.stringContaining("unset K6_CLOUD_HOST_V6") });
}, 60_000);

it("a variable that gives no key, or the wrong one, is named", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  await seal(await joinAs(team, "anna"), "prod", FIRST);
  const checkout = team.colleague("pipeline", { CI: "true" });
  const made = execFileSync("age-keygen", { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const stranger = /AGE-SECRET-KEY-1\S+/.exec(made)?.[0] ?? "";
  for (const value of [
    "foo",
    "$(K6P_AGE_IDENTITY)",
    /age1\S+/.exec(made)?.[0] ?? "",
    stranger.slice(0, -1),
    "# none",
  ]) {
    const ran = await execIn(checkout, "prod", { K6P_AGE_IDENTITY: value });
    expect(ran).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("K6P_AGE_IDENTITY is not an age key (AGE-SECRET-KEY-1…)"),
    });
    expect(ran.stderr).not.toMatch(/team join|AGE-SECRET-KEY-1[0-9A-Z]/);
  }
  expect(await execIn(checkout, "prod", { K6P_AGE_IDENTITY: `${stranger}\nfoo` })).toMatchObject({
    stderr: expect.stringContaining("K6P_AGE_IDENTITY contains a line that is not an age key"),
  });
  expect(await execIn(checkout, "prod", { K6P_AGE_IDENTITY: stranger })).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/not for the key in K6P_AGE_IDENTITY[^]*Check the key in K6P_AGE_IDENTITY/),
  });
  const file = join(checkout.home, "key");
  writeFileSync(file, "");
  for (const path of [file, checkout.home]) {
    expect(await execIn(checkout, "prod", { K6P_AGE_IDENTITY_FILE: path })).toMatchObject({
      stderr: expect.stringContaining(`K6P_AGE_IDENTITY_FILE names ${path}`),
    });
  }
}, 60_000);

it("a pipeline's key in the place of the file vault's own does not open it, and the way back is told", async () => {
  const team = createTeamRepository({ "k6p.config.yaml": TEAM_FILE });
  const anna = team.colleague("anna");
  await anna.run(["login", "prod", "--no-verify", "--token-stdin"], { stdin: FIRST });
  const made = execFileSync("age-keygen", { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  for (const value of [/AGE-SECRET-KEY-1\S+/.exec(made)?.[0] ?? "", "foo"]) {
    expect(await execIn(anna, "prod", { K6P_AGE_IDENTITY: value })).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/unset K6P_AGE_IDENTITY[^]*backup/),
    });
  }
  expect(await execIn(anna)).toMatchObject({ stdout: FIRST });
});

/** Paths of the files below a folder that hold one of the texts. */
function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return paths.filter((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    const content = readFileSync(path, "latin1");
    return texts.some((text) => content.includes(text));
  });
}
