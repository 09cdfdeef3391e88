import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome, tokenOf, VAULT } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";

const NODE = process.execPath;
const PROFILES = [
  { name: "prod", stackId: 11111, project: 1100 },
  { name: "staging", stackId: 22222 },
];
const GIVEN = "given-by-the-pipeline-0001";

/** Prints what the child of `exec` sees. */
const TELL = `
const { readFileSync } = require("node:fs");
const { token } = JSON.parse(readFileSync(process.env.K6_CONFIG, "utf8")).collectors.cloud;
process.stdout.write(JSON.stringify({ token, env: process.env }));
`;

describe("a token from K6P_TOKEN_<NAME>", () => {
  it("is what exec uses, and no child sees it or any other that is for k6p alone", async () => {
    const home = await makeProfileHome(PROFILES);
    const env = {
      K6P_TOKEN_PROD: GIVEN,
      K6P_TOKEN_STAGING: "token-of-another-profile",
      K6P_AGE_IDENTITY: "AGE-SECRET-KEY-1",
      K6P_AGE_IDENTITY_FILE: "/nowhere",
      CI: "true",
    };
    const ran = await runInProcess(["exec", "prod", "--", NODE, "-e", TELL], { home, env });
    const told = JSON.parse(ran.stdout) as { token: string; env: Record<string, string> };
    expect(told.token).toBe(GIVEN);
    expect(Object.keys(told.env).filter((name) => /^K6P_(TOKEN|AGE)/.test(name))).toEqual([]);
    expect(JSON.stringify(told.env)).not.toMatch(/given-by|token-of-another|AGE-SECRET/);
  });

  it("is shown as such, and never itself", async () => {
    const home = await makeProfileHome(PROFILES);
    const env = { ...VAULT, K6P_TOKEN_PROD: GIVEN };
    const list = await runInProcess(["profile", "list"], { home, env });
    expect(list.stdout).toMatch(/prod .*environment/);
    const show = await runInProcess(["profile", "show", "prod", "--json"], { home, env });
    expect(JSON.parse(show.stdout).token).toMatchObject({ state: "variable", readFrom: "the variable K6P_TOKEN_PROD" });
    expect(list.stdout + show.stdout).not.toContain(GIVEN);
  });

  it("leaves nothing of itself behind but what k6 is given by use", async () => {
    const home = await makeProfileHome(PROFILES);
    const used = await runInProcess(["use", "prod"], { home, env: { ...VAULT, K6P_TOKEN_PROD: GIVEN } });
    expect(used.code, used.stderr).toBe(0);
    expect(readFileSync(join(home, ".config", "k6", "config.json"), "utf8")).toContain(GIVEN);
    const current = await runInProcess(["profile", "current"], { home });
    expect(current.stdout).toContain("prod");
    const next = await runInProcess(["use", "staging"], { home, env: VAULT });
    expect(next.stderr).not.toMatch(/Saved .* as profile/);
    expect(grep(home, GIVEN)).toEqual([]);
    expect(readFileSync(join(home, ".config", "k6", "config.json"), "utf8")).toContain(tokenOf("staging"));
  });

  it("is named in the error where a pipeline has no token", async () => {
    const home = await makeProfileHome([]);
    await runInProcess(
      ["profile", "add", "eu-1", "--stack", "acme", "--stack-id", "1", "--no-verify", "--token-stdin"],
      {
        home,
        env: VAULT,
        stdin: GIVEN,
      },
    );
    rmSync(join(home, ".k6p", "data"), { recursive: true });
    const ran = await runInProcess(["exec", "eu-1", "--", NODE, "-e", ""], { home, env: { K6P_TOKEN_EU_1: "" } });
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining("K6P_TOKEN_EU_1") });
  });
});

/** Paths of the files below a folder that hold a text. */
function grep(folder: string, text: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return paths.filter((path) => statSync(path).isFile() && readFileSync(path, "latin1").includes(text));
}
