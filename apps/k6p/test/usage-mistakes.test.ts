import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProfileHome } from "./profile-home.ts";
import { runInProcess } from "./run-in-process.ts";
import { throwAwayHome } from "./run-k6p.ts";

async function fail(words: readonly string[], home = throwAwayHome()): Promise<string> {
  const { code, stdout, stderr } = await runInProcess(words, { home });
  expect({ code, stdout }, words.join(" ")).toEqual({ code: 2, stdout: "" });
  return stderr;
}

describe("a word that is not a command", () => {
  it.each([
    [["lst"], "k6p list"],
    [["profile", "lst"], "k6p profile list"],
    [["bind"], "k6p profile bind"],
    [["unbind"], "k6p profile unbind"],
    [["adopt"], "k6p profile adopt"],
    [["clear"], "k6p profile clear"],
    [["seal", "prod"], "k6p team seal"],
    [["migrate"], "k6p store migrate"],
    [["auth"], "k6p login NAME"],
    [["create", "prod"], "k6p profile add NAME --stack STACK"],
    [["-"], "k6p use -"],
  ])("%j is answered with %s", async (words, command) => {
    expect(await fail(words)).toContain(command);
  });

  it("is never taken for a command that removes something", async () => {
    for (const word of ["clea", "cler", "remov", "delet", "uninstal", "rekye"]) {
      for (const words of [[word], ["profile", word], ["team", word], ["store", word], ["team", "member", word]])
        expect(await fail(words), words.join(" ")).not.toMatch(/k6p .*(clear|remove|delete|rekey|uninstall)\b/);
    }
  });

  it("leads to use if it is the name of a profile, or nearly", async () => {
    const home = await makeProfileHome([{ name: "production", stackId: 1 }]);
    expect(await fail(["Production"], home)).toContain("To switch to it: k6p use production");
    expect(await fail(["prodction"], home)).toContain("Did you mean: k6p use production");
    expect(await fail(["nothing-like-it"], home)).toContain("k6p --help");
  });

  it("is cut if it could be a token", async () => {
    expect(await fail(["glc_0123456789abcdef0123456789"])).not.toContain("0123456789");
  });
});

describe("commands known from other tools", () => {
  it.each([
    [["list"], ["profile", "list"]],
    [["ls"], ["profile", "list"]],
    [
      ["profile", "ls"],
      ["profile", "list"],
    ],
    [["whoami"], ["status"]],
    [
      ["switch", "prod"],
      ["use", "prod"],
    ],
    [
      ["rm", "prod"],
      ["profile", "remove", "prod"],
    ],
    [
      ["remove", "prod"],
      ["profile", "remove", "prod"],
    ],
    [
      ["delete", "prod"],
      ["profile", "remove", "prod"],
    ],
    [
      ["profile", "rm", "prod"],
      ["profile", "remove", "prod"],
    ],
    [
      ["profile", "delete", "prod"],
      ["profile", "remove", "prod"],
    ],
    [
      ["rename", "a", "b"],
      ["profile", "rename", "a", "b"],
    ],
    [
      ["add", "x"],
      ["profile", "add", "x"],
    ],
  ])("%j does the same as %j", async (habit, words) => {
    const home = throwAwayHome();
    expect(await runInProcess(habit, { home })).toEqual(await runInProcess(words, { home }));
  });
});

describe("a flag that does not exist", () => {
  it.each([
    [["--versoin"], "--version"],
    [["--hlep"], "--help"],
    [["list", "--tga", "x"], "--tag"],
    [["use", "x", "--dry"], "--dry-run"],
    [["list", "--qiet"], "--quiet"],
  ])("%j is answered with %s", async (words, flag) => {
    expect(await fail(words)).toContain(`Did you mean ${flag}?`);
  });
});

describe("a command without --", () => {
  it.each([
    [["exec", "prod", "k6", "version"], "k6p exec prod -- k6 version"],
    [["exec", "k6", "version"], "k6p exec -- k6 version"],
    [["exec", "prod", "k6", "run", "--vus", "3", "my script.js"], "k6p exec prod -- k6 run --vus 3 'my script.js'"],
    [["exec", "--with-env", "prod", "./report.sh", "a"], "k6p exec --with-env prod -- ./report.sh a"],
    [["store", "refer", "prod", "pass", "show"], "k6p store refer prod -- pass show"],
  ])("%j is answered with the line that works", async (words, line) => {
    expect(await fail(words)).toContain(`Put -- before the command to run.\n  ${line}\n`);
  });

  it("does not repeat what could be a token", async () => {
    expect(await fail(["exec", "prod", "curl", "glc_0123456789abcdef"])).not.toContain("0123456789");
  });
});

describe("a value that is not an option", () => {
  it("is answered with the option that was probably meant", async () => {
    expect(await fail(["env", "x", "--shell", "bsh"])).toContain("Did you mean bash?");
    expect(await fail(["ci", "githb", "x"])).toContain("Did you mean github?");
  });

  it("can be the other name of a shell", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const [long, short] = await Promise.all(
      ["powershell", "pwsh"].map((shell) => runInProcess(["hook", shell], { home })),
    );
    expect(long).toEqual(short);
    expect((await runInProcess(["env", "prod", "--shell=powershell", "--portable"], { home })).stdout).toContain(
      "$env:",
    );
  });
});

describe("the flags of every command", () => {
  it("may be in front of the command", async () => {
    const home = throwAwayHome();
    const expected = await runInProcess(["list", "--json"], { home });
    expect(await runInProcess(["--json", "list"], { home })).toEqual(expected);
    expect(await runInProcess(["-q", "--json", "list", "--no-input"], { home })).toMatchObject({ code: 0, stderr: "" });
  });

  it("--quiet leaves out what only reports a change, but neither data nor errors", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const env = { K6P_STORE: "file" };
    expect(await runInProcess(["use", "prod", "-q"], { home, env })).toMatchObject({ code: 0, stdout: "", stderr: "" });
    expect((await runInProcess(["use", "prod", "--quiet", "--dry-run"], { home, env })).stdout).toContain("prod");
    expect((await runInProcess(["current", "-q"], { home, env })).stdout).toBe("prod\n");
    expect((await runInProcess(["use", "nope", "-q"], { home, env })).stderr).toContain("nope");
  });

  it("after -- belong to the command that is run", async () => {
    expect(await fail(["store", "refer"])).toContain("NAME");
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const { stderr } = await runInProcess(["exec", "prod", "--", "no-such-program", "-q"], { home });
    expect(stderr).toContain("no-such-program");
  });
});

describe("the list of names", () => {
  it("has one name in a line, and nothing where there is none", async () => {
    const home = await makeProfileHome([
      { name: "b", stackId: 1 },
      { name: "a", stackId: 2 },
    ]);
    expect((await runInProcess(["list", "--names"], { home })).stdout).toBe("a\nb\n");
    expect((await runInProcess(["list", "--names"])).stdout).toBe("");
  });
});

describe("a tilde that no shell has expanded", () => {
  it("is the home folder in every path that a command takes", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const cwd = join(home, "work");
    mkdirSync(cwd);
    writeFileSync(join(home, "tok"), "token-from-file-0001", { mode: 0o600 });
    const env = { K6P_STORE: "file" };
    const run = async (...words: readonly string[]): Promise<void> => {
      const { code, stderr } = await runInProcess(words, { home, cwd, env });
      expect(code, `${words.join(" ")}\n${stderr}`).toBe(0);
    };
    await run("use", "prod", "--config=~/k6.json");
    await run("profile", "clear", "--config", "~/k6.json");
    await run("env", "prod", "--format", "docker", "--output=~/k6.env");
    await run("login", "prod", "--no-verify", "--token-file=~/tok");
    await run("store", "refer", "prod", "--no-verify", "--file=~/tok");
    await run("profile", "bind", "prod", "~/work");
    await run("completion", "install", "bash", "--file=~/rc");
    expect(readdirSync(cwd)).toEqual([]);
    expect(readdirSync(home)).toEqual(expect.arrayContaining(["k6.json", "k6.env", "rc"]));
  });
});

describe("--token-file", () => {
  it.each(["-", "/dev/stdin"])("reads standard input for %s", async (path) => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const options = { home, env: { K6P_STORE: "file" } };
    const words = ["login", "prod", "--no-verify", "--token-file", path];
    expect((await runInProcess(words, { ...options, stdin: "token-from-stdin-0001" })).code).toBe(0);
    expect((await runInProcess(["show", "prod"], options)).code).toBe(2);
    expect((await runInProcess(["profile", "show", "prod", "--reveal"], options)).stdout).toContain(
      "token-from-stdin-0001",
    );
  });

  it.skipIf(process.platform === "win32")("reads a named pipe", async () => {
    const home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    const options = { home, env: { K6P_STORE: "file" } };
    execFileSync("mkfifo", [join(home, "pipe")]);
    const login = runInProcess(["login", "prod", "--no-verify", "--token-file", join(home, "pipe")], options);
    await Promise.all([login, writeFile(join(home, "pipe"), "token-from-pipe-00001")]);
    expect(await login).toMatchObject({ code: 0 });
    expect((await runInProcess(["token", "prod"], options)).stdout.trim()).toBe("token-from-pipe-00001");
  });
});
