import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { packK6p } from "../npm/pack-k6p.ts";
import { skipInstalling } from "../testing/skip-installing.ts";
import { type ProgramRun, runProgram } from "../testing/run-program.ts";

// Everything here starts programs, and other tests share the machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const root = join(import.meta.dirname, "../../..");
const TOKEN = "glc_of-the-pipeline-0123456789";

describe.skipIf(skipInstalling)("the action setup-k6p", { timeout: 240_000 }, () => {
  let folder: string;
  let tarball: string;
  let repository: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "k6p-action-"));
    tarball = packK6p(root, folder).file;
    repository = mkdtempSync(join(folder, "repository-"));
    const team = "version: 1\nprofiles:\n  eu-prod:\n    stack: prod\n    stackId: 11111\n    defaultProjectId: 222\n";
    writeFileSync(join(repository, "k6p.config.yaml"), team);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, maxRetries: 5 }));

  interface ActionRun extends ProgramRun {
    /** What the step told the runner. */
    readonly path: string;
    readonly env: string;
    readonly output: string;
  }

  /** Runs the action as a runner does, in a home and a temporary folder of its own. */
  async function runAction(inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
    const runner = mkdtempSync(join(folder, "runner-"));
    const { inputs: declared } = parse(readFileSync(join(root, "setup-k6p/action.yml"), "utf8")) as {
      readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    };
    const given = Object.entries(declared).map(([name, { default: value }]) => [
      `INPUT_${name.toUpperCase()}`,
      inputs[name] ?? value,
    ]);
    const unknown = Object.keys(inputs).filter((name) => !(name in declared));
    expect(unknown).toEqual([]);
    const file = (name: string): string => join(runner, name);
    for (const name of ["path", "env", "output"]) writeFileSync(file(name), "");
    const { PATH, NODE_EXTRA_CA_CERTS, HOME } = process.env;
    const env = {
      PATH,
      NODE_EXTRA_CA_CERTS,
      HOME: existsSync(join(HOME ?? "", ".npmrc")) ? HOME : runner,
      K6P_HOME: file("k6p"),
      XDG_CONFIG_HOME: file("config"),
      CI: "true",
      GITHUB_ACTIONS: "true",
      RUNNER_TEMP: runner,
      GITHUB_PATH: file("path"),
      GITHUB_ENV: file("env"),
      GITHUB_OUTPUT: file("output"),
      ...Object.fromEntries(given),
    };
    const ran = await runProgram([process.execPath, join(root, "setup-k6p/main.mjs")], { env, cwd: repository });
    const read = (name: string): string => readFileSync(file(name), "utf8");
    return { ...ran, path: read("path"), env: read("env"), output: read("output") };
  }

  it("installs k6p for the following steps", async () => {
    const ran = await runAction({ version: tarball });
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(ran.output).toMatch(/^version=\d+\.\d+\.\d+\n$/);
    const k6p = join(ran.path.trim(), "k6p");
    expect((await runProgram([k6p, "--version"], { env: { PATH: process.env["PATH"] }, cwd: folder })).code).toBe(0);
    expect(ran.env).toBe("");
  });

  it("gives the following steps a profile, and hides its token before anything else is printed", async () => {
    const ran = await runAction({ version: tarball, profile: "eu-prod", token: TOKEN });
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(ran.stdout.split("\n")[0]).toBe(`::add-mask::${TOKEN}`);
    const shown = ran.stdout.split("\n").filter((line) => !line.startsWith("::add-mask::"));
    expect(shown.join("\n") + ran.stderr).not.toContain(TOKEN);
    expect(ran.env).toContain("K6_CLOUD_TOKEN");
    expect(ran.env).toContain(TOKEN);
    expect(ran.env).toContain("11111");
  });

  it("leaves the token to single steps where it is told to", async () => {
    const ran = await runAction({ version: tarball, profile: "eu-prod", token: TOKEN, export: "false" });
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(ran.env).toBe("K6P_PROFILE=eu-prod\n");
  });

  it.each([
    ["an unknown profile", { profile: "nobody", token: TOKEN }, /nobody/],
    ["a token without a profile", { token: TOKEN }, /needs the name of a profile/],
    ["a name with a command in it", { profile: "a;b", token: TOKEN }, /is not the name/],
    ["no token at all", { profile: "eu-prod" }, /K6P_TOKEN_EU_PROD/],
  ])("fails for %s, and says so on the page of the run", async (_case, inputs, message) => {
    const ran = await runAction({ version: tarball, ...inputs });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/^::error title=setup-k6p::/m);
    expect(ran.stdout).toMatch(message);
    expect(ran.env).toBe("");
  });

  it("refuses a version that is none", async () => {
    const ran = await runAction({ version: "1.0.0; touch here" });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain("is not a version");
  });
});
