import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { bareEnvironment, PROGRAM, requireProgram, runK6p, throwAwayHome } from "./run-k6p.ts";

const isWindows = process.platform === "win32";

describe("the program", () => {
  it.each([["--version"], ["-v"]])("tells its version by %s", async (flag) => {
    const { code, stdout, stderr } = await runK6p([flag]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^k6p \d+\.\d+\.\d+\n$/),
      stderr: "",
    });
  });

  it("suggests a command for a mistyped one", async () => {
    expect(await runK6p(["profile", "lst"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: 'Error: k6p has no command "profile lst".\n  Did you mean: k6p profile list\n(USAGE)\n',
    });
  });

  it("suggests a flag for a mistyped one, and shows no value", async () => {
    const { code, stderr } = await runK6p(["profile", "add", "x", "--token-stdn=glc_secret"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean --token-stdin?");
    expect(stderr).not.toContain("secret");
  });

  it("explains why there is no --token, whatever its form, and does not repeat the token", async () => {
    for (const words of [["--token", "glc_secret"], ["--token=glc_secret"]]) {
      const { code, stdout, stderr } = await runK6p(["profile", "add", "x", ...words]);
      expect(code).toBe(2);
      expect(stderr).toContain("(TOKEN_ON_COMMAND_LINE)");
      expect(stdout + stderr).not.toContain("secret");
    }
  });

  it("shows help by flag, by short flag and by word", async () => {
    const pages = await Promise.all(
      [
        ["env", "--help"],
        ["env", "-h"],
        ["help", "env"],
      ].map((words) => runK6p(words)),
    );
    expect(new Set(pages.map(({ stdout }) => stdout)).size).toBe(1);
    expect(pages[0]).toMatchObject({ code: 0, stderr: "" });
  });

  it("prints errors as JSON when JSON is asked for", async () => {
    const { code, stdout, stderr } = await runK6p(["profile", "show", "--json", "--nothing"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "USAGE" } });
  });

  it("says plainly that a Node is too old, in words that an old Node understands", () => {
    const said: string[] = [];
    const exits: number[] = [];
    const old = {
      versions: { node: "14.21.3" },
      execPath: "/usr/bin/node",
      stderr: { write: (text: string) => said.push(text) },
      exit(code: number) {
        exits.push(code);
        throw new Error("exit");
      },
    };
    const source = readFileSync(PROGRAM, "utf8").replace(/^#!.*/, "");
    expect(() => runInNewContext(source, { process: old, Number })).toThrow("exit");
    expect(said.join("")).toBe(
      [
        "Error: k6p needs Node 22.18 or newer; this is Node 14.21.3 (/usr/bin/node).",
        "  Install Node 24, or the program that needs no Node: https://github.com/k6p/k6p#install",
        "",
      ].join("\n"),
    );
    expect(exits).toEqual([1]);
  });
});

describe.skipIf(isWindows)("the streams of the program", () => {
  it("may be closed by a reader that has seen enough", async () => {
    requireProgram();
    const home = throwAwayHome();
    const child = spawn(process.execPath, [PROGRAM, "--help"], { env: bareEnvironment(home) });
    child.stdout.destroy();
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const [code] = await once(child, "close");
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
  });

  it("may be full: that is an error, not a silent loss", async () => {
    requireProgram();
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [PROGRAM, "--version"], {
      env: bareEnvironment(throwAwayHome()),
      stdio: ["ignore", full, "pipe"],
    });
    let errors = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const [code] = await once(child, "close");
    expect({ code, errors }).toEqual({
      code: 1,
      errors: "Error: The output could not be written (ENOSPC).\n(OUTPUT_FAILED)\n",
    });
  });

  it("carry more than a pipe holds, to a reader that takes its time", async () => {
    requireProgram();
    const home = throwAwayHome();
    const profiles = join(home, ".k6p", "config", "profiles");
    mkdirSync(profiles, { recursive: true, mode: 0o700 });
    for (let index = 0; index < 1000; index++) {
      const profile = {
        version: 1,
        id: `${index}`.padStart(26, "a").replaceAll(/[0189]/g, (digit) => "wxyz"["0189".indexOf(digit)] ?? ""),
        tokenKind: "personal",
        description: "x".repeat(400),
      };
      writeFileSync(join(profiles, `p${index}.json`), JSON.stringify(profile), { mode: 0o600 });
    }
    const child = spawn(process.execPath, [PROGRAM, "profile", "list", "--json"], { env: bareEnvironment(home) });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [listed, [code]] = await Promise.all([json(child.stdout), once(child, "close")]);
    expect(code).toBe(0);
    expect(listed).toMatchObject({ profiles: { length: 1000 } });
  });

  it("are left to the interrupt of the terminal", async () => {
    requireProgram();
    const words = ["profile", "add", "prod", "--stack", "acme", "--store", "file", "--token-stdin"];
    const child = spawn(process.execPath, [PROGRAM, ...words], { env: bareEnvironment(throwAwayHome()) });
    const [hint] = await once(child.stderr, "data");
    expect(String(hint)).toBe("Waiting for the token …\n");
    child.kill("SIGINT");
    const [, signal] = await once(child, "close");
    expect(signal).toBe("SIGINT");
  });
});
