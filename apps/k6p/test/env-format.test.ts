import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FORMATS } from "@k6p/core/shells/formats";
import { SHELLS } from "@k6p/core/shells/shells";
import { describe, expect, it } from "vitest";
import { env as envCommand } from "../src/commands/env.ts";
import { makeProfileHome, tokenOf, VAULT } from "./profile-home.ts";
import { runInTerminal } from "./run-in-terminal.ts";
import { runInProcess } from "./run-in-process.ts";

const PROD = [{ name: "prod", stackId: 11111, project: 1100 }];

describe("env", () => {
  it("offers every shell and format that there is", () => {
    expect(envCommand.flags.shell.options).toEqual(SHELLS.map(({ id }) => id));
    expect(envCommand.flags.format.options).toEqual(FORMATS.map(({ id }) => id));
  });

  it("writes variables for other programs, on the standard output or in a private file", async () => {
    const home = await makeProfileHome(PROD);
    const printed = await runInProcess(["env", "prod", "--format", "docker"], { home, env: VAULT });
    expect(printed).toMatchObject({ code: 0, stderr: "" });
    expect(printed.stdout).toContain(`K6_CLOUD_TOKEN=${tokenOf("prod")}\n`);
    const written = await runInProcess(["env", "prod", "--format=docker", "-o", "k6.env"], { home, env: VAULT });
    expect(written).toMatchObject({ code: 0, stdout: "" });
    expect(written.stderr).toContain("k6.env");
    expect(readFileSync(join(home, "k6.env"), "utf8")).toBe(printed.stdout);
    expect(statSync(join(home, "k6.env")).mode & 0o077).toBe(0);
  });

  it("hands a profile to the next steps of a GitHub workflow, and prints nothing but what hides the token", async () => {
    const home = await makeProfileHome(PROD);
    const file = join(home, "github-env");
    writeFileSync(file, "");
    const ran = await runInProcess(["env", "prod", "--format", "github"], {
      home,
      env: { ...VAULT, GITHUB_ENV: file },
    });
    expect(ran).toMatchObject({ code: 0, stdout: `::add-mask::${tokenOf("prod")}\n` });
    expect(ran.stderr).not.toContain(tokenOf("prod"));
    expect(readFileSync(file, "utf8")).toMatch(/^K6_CLOUD_STACK_ID<<(\S+)\n11111\n\1$/m);
  });

  it("leaves a file alone that is not its own, and does not print the variables instead", async () => {
    const home = await makeProfileHome(PROD);
    writeFileSync(join(home, ".env"), "DATABASE_URL=x\n");
    const ran = await runInProcess(["env", "prod", "--format", "dotenv", "--output", ".env"], { home, env: VAULT });
    expect(ran).toMatchObject({ code: 8, stdout: "" });
    expect(ran.stderr).toContain("FILE_NOT_OURS");
  });

  it.each([
    ["--format json --shell bash"],
    ["--format json --unset"],
    ["--format json --file"],
    ["--output made"],
    ["--format github --output made"],
    ["--format ini"],
  ])("refuses %s", async (flags) => {
    const home = await makeProfileHome(PROD);
    const ran = await runInProcess(["env", "prod", ...flags.split(" ")], { home, env: VAULT });
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(existsSync(join(home, "made"))).toBe(false);
  });

  it("masks the token on a terminal, but not in the file that is written from there", async () => {
    const home = await makeProfileHome(PROD);
    const shown = await runInTerminal(["env", "prod", "--format", "json"], { home, env: VAULT });
    expect(shown.screen).not.toContain(tokenOf("prod"));
    expect(shown.screen).toContain("--output FILE");
    const written = await runInTerminal(["env", "prod", "--format", "json", "-o", "k6.json"], { home, env: VAULT });
    expect(written.screen).not.toContain(tokenOf("prod"));
    expect(JSON.parse(readFileSync(join(home, "k6.json"), "utf8"))).toMatchObject({ K6_CLOUD_TOKEN: tokenOf("prod") });
  });

  it("does not take a profile from the shell that is only shown how to leave it", async () => {
    const home = await makeProfileHome(PROD);
    const file = await runInProcess(["env", "prod", "--file", "--shell", "nushell"], { home, env: VAULT });
    const inside = JSON.parse(file.stdout) as Record<string, string | null>;
    const env = Object.fromEntries(
      Object.entries(inside).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    );
    const shown = await runInTerminal(["env", "--unset", "--shell", "bash"], { home, env: { ...VAULT, ...env } });
    expect(shown.screen).toContain("unset K6_CONFIG");
    expect(existsSync(env["K6_CONFIG"] ?? "")).toBe(true);
    await runInProcess(["env", "--unset", "--shell", "bash"], { home, env: { ...VAULT, ...env } });
    expect(existsSync(env["K6_CONFIG"] ?? "")).toBe(false);
  });
});
