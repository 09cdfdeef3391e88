import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, skipUnless } from "@k6p/core/testing/real-parts";
import { describe, expect, it } from "vitest";
import { makeProfileHome, privateFiles, tokenOf, VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { bareEnvironment, PROGRAM, runK6p } from "./run-k6p.ts";
import { envLine, profileVariables, runSession, SHOW, shellsNamed, skipShell } from "./shell-session.ts";

const PROFILES = [
  { name: "prod", stackId: 11111, project: 1100 },
  { name: "dev", stackId: 22222 },
];
function cloudIn(path: string): unknown {
  const { collectors } = JSON.parse(readFileSync(path, "utf8")) as { collectors: { cloud: unknown } };
  return collectors.cloud;
}

describe.each(shellsNamed("bash", "zsh", "sh", "fish"))("env in $name", (real) => {
  const skip = skipShell(real);
  const take = (words: string): string => envLine(real, words);

  it.skipIf(skip)("takes a profile over, without naming the shell, and nothing of another is left", async () => {
    const home = await makeProfileHome(PROFILES);
    const stale = {
      K6_CLOUD_TOKEN: "another",
      K6_CLOUD_STACK_ID: "9",
      K6_CLOUD_STACK_URL: "https://x.grafana.net",
      K6_CLOUD_PROJECT_ID: "9",
      K6_CLOUD_PUSH_REF_ID: "9",
    };
    const [prod, dev] = runSession(real, [take("prod"), SHOW, take("dev"), SHOW], { home, env: stale });
    expect(profileVariables(prod)).toEqual({
      K6_CLOUD_TOKEN: tokenOf("prod"),
      K6_CLOUD_STACK_ID: "11111",
      K6P_PROFILE: "prod",
      K6P_BEFORE: expect.any(String),
      K6_CONFIG: expect.stringContaining(join(home, ".k6p", "state")),
    });
    expect(cloudIn(prod?.["K6_CONFIG"] ?? "")).toEqual({
      stackID: 11111,
      stackURL: "https://prod.grafana.net",
      defaultProjectID: 1100,
    });
    expect(cloudIn(dev?.["K6_CONFIG"] ?? "")).toEqual({ stackID: 22222, stackURL: "https://dev.grafana.net" });
    expect(dev).toMatchObject({ K6_CLOUD_TOKEN: tokenOf("dev"), K6_CLOUD_STACK_ID: "22222", K6P_PROFILE: "dev" });
  });

  it.skipIf(skip)("leaves again, back to the K6_CONFIG of before", async () => {
    const home = await makeProfileHome(PROFILES);
    const own = join(home, "own.json");
    writeFileSync(own, "{}");
    for (const env of [{}, { K6_CONFIG: own }]) {
      const [before, after] = runSession(real, [SHOW, take("prod"), take("dev"), take("--unset"), SHOW], {
        home,
        env,
      });
      expect(profileVariables(after)).toEqual(profileVariables(before));
    }
  });

  it.skipIf(skip)(
    "keeps the token out of the environment with --file, and removes the file when it leaves",
    async () => {
      const home = await makeProfileHome(PROFILES);
      const [inside] = runSession(real, [take("prod --file"), SHOW], { home });
      const file = inside?.["K6_CONFIG"] ?? "";
      expect(profileVariables(inside)).toEqual({
        K6P_PROFILE: "prod",
        K6P_BEFORE: expect.any(String),
        K6_CONFIG: file,
      });
      expect(JSON.stringify(inside)).not.toContain(tokenOf("prod"));
      expect(cloudIn(file)).toMatchObject({ token: tokenOf("prod"), stackID: 11111 });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const [left] = runSession(real, [take("prod --file"), take("--unset"), SHOW], { home });
      expect(profileVariables(left)).toEqual({});
    },
  );

  it.skipIf(skip)("does nothing to a shell that has no profile when it leaves", async () => {
    const home = await makeProfileHome(PROFILES);
    const env = { K6_CLOUD_TOKEN: "my own", K6_CONFIG: join(home, "mine.json") };
    const [after] = runSession(real, [take("--unset"), SHOW], { home, env });
    expect(profileVariables(after)).toEqual(env);
  });

  it.skipIf(skip)("changes nothing when there is no such profile", async () => {
    const home = await makeProfileHome(PROFILES);
    const [after] = runSession(real, [take("nope"), SHOW], { home, env: { K6_CLOUD_TOKEN: "my own" } });
    expect(profileVariables(after)).toEqual({ K6_CLOUD_TOKEN: "my own" });
  });
});

describe.each(shellsNamed("ksh", "nu", "elvish", "xonsh"))("env in $name", (real) => {
  const skip = skipShell(real);
  const take = (words: string): string => envLine(real, words);

  it.skipIf(skip)("takes profiles over and leaves them, without naming the shell", async () => {
    const home = await makeProfileHome(PROFILES);
    const env = { K6_CLOUD_TOKEN: "it's $HOME of before", K6_CLOUD_PROJECT_ID: "9", K6_CLOUD_STACK_URL: "" };
    const lines = [take("prod"), SHOW, take("dev --file"), SHOW, take("--unset"), SHOW];
    const [prod, dev, left] = runSession(real, lines, { home, env });
    expect(prod).toMatchObject({ K6_CLOUD_TOKEN: tokenOf("prod"), K6_CLOUD_STACK_ID: "11111", K6P_PROFILE: "prod" });
    expect(Object.keys(prod ?? {})).not.toContain("K6_CLOUD_PROJECT_ID");
    expect(dev).toMatchObject({ K6P_PROFILE: "dev", K6_CONFIG: expect.stringContaining(join(home, ".k6p", "run")) });
    expect(Object.keys(dev ?? {})).not.toContain("K6_CLOUD_TOKEN");
    expect(profileVariables(left)).toEqual(env);
  });
});

describe("env", () => {
  it("prints variables alone when they must be portable", async () => {
    const home = await makeProfileHome(PROFILES);
    const { stdout } = await runK6p(["env", "prod", "--portable", "--shell", "sh"], { home, env: VAULT });
    expect(stdout).toContain(`export K6_CLOUD_TOKEN='${tokenOf("prod")}'`);
    expect(stdout).toContain("export K6_CLOUD_STACK_URL='https://prod.grafana.net'");
    expect(stdout).toContain("export K6_CLOUD_PROJECT_ID='1100'");
    expect(stdout).not.toContain("K6_CONFIG");
  });

  it("says which shells there are when it cannot tell the one it is for", async () => {
    const home = await makeProfileHome(PROFILES);
    const ran = await runK6p(["env", "prod"], { home, env: { ...VAULT, SHELL: "/bin/unheard-of" } });
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("--shell bash|zsh|sh|ksh|fish|pwsh|cmd|nushell|elvish|xonsh");
  });

  it("hands the memory of the shell to no command of exec", async () => {
    const home = await makeProfileHome(PROFILES);
    const [bash] = shellsNamed("bash");
    if (bash === undefined || skipShell(bash)) return;
    const lines = [envLine(bash, "prod"), `k6p exec dev -- ${SHOW}`, envLine(bash, "--unset"), SHOW];
    const env = { K6_CLOUD_TOKEN: "a token of before" };
    const [child, left] = runSession(bash, lines, { home, env });
    expect(profileVariables(child)).toEqual({ K6P_PROFILE: "dev", K6_CONFIG: expect.any(String) });
    expect(profileVariables(left)).toEqual(env);
  });

  it("makes one private file a shell, and sweeps those of shells that have gone", async () => {
    const home = await makeProfileHome(PROFILES);
    const setsid = findProgram("setsid");
    if (skipUnless(setsid, "setsid is not installed")) return;
    const env = bareEnvironment(home, { ...VAULT, NODE: process.execPath, K6P: PROGRAM });
    for (let shell = 0; shell < 3; shell++) {
      execFileSync(setsid ?? "", ["--wait", "sh", "-c", 'eval "$("$NODE" "$K6P" env prod --file --shell sh)"; true'], {
        env,
        timeout: 30_000,
      });
    }
    expect(privateFiles(home)).toHaveLength(1);
    await runK6p(["exec", "prod", "--", process.execPath, "-e", ""], { home, env: VAULT });
    expect(privateFiles(home)).toEqual([]);
  });

  it("masks the token on a terminal, and tells how to use the lines", async () => {
    const home = await makeProfileHome(PROFILES);
    const masked = await runInTerminal(["env", "prod", "--shell", "bash"], { home, env: VAULT });
    expect(masked.code).toBe(0);
    expect(masked.screen).not.toContain(tokenOf("prod"));
    expect(masked.screen).toContain("export K6_CLOUD_TOKEN='toke");
    expect(masked.screen).toContain('eval "$(k6p env prod)"');
    const revealed = await runInTerminal(["env", "prod", "--shell", "bash", "--reveal"], { home, env: VAULT });
    expect(revealed.screen).toContain(tokenOf("prod"));
  });
});
