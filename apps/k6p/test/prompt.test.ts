import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { makeProfileHome, tokenOf, VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";

const SILENT = { code: 0, stdout: "", stderr: "" };

describe("prompt", () => {
  let home: string;
  const prompt = (env: Readonly<Record<string, string>> = {}, ...words: readonly string[]) =>
    runInProcess(["prompt", ...words], { home, env: { ...VAULT, ...env } });

  beforeEach(async () => {
    home = await makeProfileHome([{ name: "prod", stackId: 11111 }]);
  });

  it("names the active profile, and nothing when there is none", async () => {
    expect(await prompt()).toMatchObject(SILENT);
    await runInProcess(["use", "prod"], { home, env: VAULT });
    expect(await prompt()).toMatchObject({ ...SILENT, stdout: "prod\n" });
  });

  it("names the profile of this shell first, then the one of the folder, and marks a protected one", async () => {
    await runInProcess(["profile", "edit", "prod", "--protected"], { home, env: VAULT });
    expect((await prompt({ K6P_PROFILE: "prod", K6P_BOUND: "dev" })).stdout).toBe("prod!\n");
    expect((await prompt({ K6P_BOUND: "prod" })).stdout).toBe("prod!\n");
    expect((await prompt({ K6P_PROFILE: "gone" })).stdout).toBe("gone\n");
  });

  it("prints as it is told, and nothing at all around no profile", async () => {
    const format = ["--format", "[{name}|{mark}|{other}] "];
    expect((await prompt({ K6P_PROFILE: "prod" }, ...format)).stdout).toBe("[prod||{other}] \n");
    expect((await prompt({}, ...format)).stdout).toBe("");
    expect(JSON.parse((await prompt({ K6P_PROFILE: "prod" }, "--json")).stdout)).toEqual({
      profile: "prod",
      protected: false,
      mixed: false,
    });
  });

  it("stays silent when the configuration is broken, or a name is none", async () => {
    const config = join(home, ".config", "k6", "config.json");
    mkdirSync(join(config, ".."), { recursive: true });
    writeFileSync(config, "{broken");
    expect(await prompt()).toMatchObject(SILENT);
    expect(await prompt({ K6P_PROFILE: "$(touch x)\u001b[31m" })).toMatchObject(SILENT);
    expect(await prompt({ HOME: "", K6P_HOME: "" })).toMatchObject(SILENT);
    writeFileSync(join(home, ".k6p", "config", "profiles", "prod.json"), "{broken");
    expect(await prompt({ K6P_PROFILE: "prod" })).toMatchObject({ ...SILENT, stdout: "prod\n" });
  });

  it("marks with an asterisk a token that k6 would use with another profile's stack", async () => {
    const mixed = await makeProfileHome([
      { name: "prod", stackId: 1 },
      { name: "staging", stackId: 2 },
    ]);
    await runInProcess(["use", "prod"], { home: mixed, env: VAULT });
    const { stdout } = await runInProcess(["prompt"], { home: mixed, env: { K6_CLOUD_TOKEN: tokenOf("staging") } });
    expect(stdout.trim()).toBe("staging*");
  });
});
