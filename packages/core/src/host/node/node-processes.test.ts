import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fixtureCommand, run } from "../fixtures/run-fixture.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeHost } from "./node-host.ts";
import { imageNameIn } from "./node-processes.ts";

const { processes } = createNodeHost();
const limits = { env: { PATH: process.env["PATH"] }, deadlineMs: 20_000, maxBytes: 100_000 };
const shell = (script: string) => ({ ...limits, program: "/bin/sh", arguments: ["-c", script] });

describe("a captured child", () => {
  test("gives both streams and the exit code, and gets its input and arguments untouched", async () => {
    const request = {
      ...limits,
      program: "/bin/sh",
      arguments: ["-c", 'cat; printf %s "$1" >&2; exit 3', "sh", 'a "b" %PATH% $(c)'],
    };
    expect(await processes.runCaptured({ ...request, input: "in\nput" })).toEqual({
      exitCode: 3,
      stdout: "in\nput",
      stderr: 'a "b" %PATH% $(c)',
      timedOut: false,
      truncated: false,
    });
  });

  test("sees only the environment that it is given", async () => {
    const output = await processes.runCaptured({
      ...limits,
      program: "/usr/bin/env",
      arguments: [],
      env: { ONE: "1", GONE: undefined },
    });
    expect(output.stdout).toBe("ONE=1\n");
  });

  test("is killed at the deadline with all that it started", async () => {
    const output = await processes.runCaptured({ ...shell("sleep 300 & echo $!; wait"), deadlineMs: 500 });
    expect(output).toMatchObject({ exitCode: undefined, timedOut: true });
    const grandchild = Number(output.stdout);
    expect(grandchild).toBeGreaterThan(0);
    await expect.poll(() => processes.startOf(grandchild), { timeout: 5_000 }).toBeUndefined();
  });

  test("is not waited for when what it left behind holds its output open", async () => {
    const output = await processes.runCaptured(shell("sleep 30 & echo $!"));
    process.kill(Number(output.stdout), "SIGKILL");
    expect(output).toMatchObject({ exitCode: 0, timedOut: false });
  });

  test("may say more than the limit, which is then cut", async () => {
    const output = await processes.runCaptured({ ...shell("head -c 500000 /dev/zero | tr '\\0' x"), maxBytes: 1_000 });
    expect(output).toMatchObject({ exitCode: 0, stdout: "x".repeat(1_000), truncated: true });
  });

  test("need not read its input", async () => {
    expect(await processes.runCaptured({ ...shell("exec <&-; exit 4"), input: "x".repeat(1_000_000) })).toMatchObject({
      exitCode: 4,
    });
  });

  test("that a signal ends has no exit code", async () => {
    expect(await processes.runCaptured(shell("kill -9 $$"))).toMatchObject({ exitCode: undefined, timedOut: false });
  });

  test("that cannot start rejects with the code of the system", async () => {
    const folder = scratchFolder();
    await expect(
      processes.runCaptured({ ...limits, program: join(folder, "missing"), arguments: [] }),
    ).rejects.toMatchObject({ code: "ENOENT" });
    await expect(processes.runCaptured({ ...limits, program: folder, arguments: [] })).rejects.toMatchObject({
      code: "EACCES",
    });
  });

  test("ends with us when we are told to end", async () => {
    const pidFile = join(scratchFolder(), "pid");
    const ours = run(
      fixtureCommand(
        "run-captured",
        "/bin/sh",
        "-c",
        `echo $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; exec sleep 300`,
      ),
    );
    await expect.poll(() => existsSync(pidFile), { timeout: 10_000 }).toBe(true);
    const child = Number(execFileSync("cat", [pidFile]));
    ours.child.kill("SIGTERM");
    expect(await ours.end).toMatchObject({ signal: "SIGTERM" });
    await expect.poll(() => processes.startOf(child), { timeout: 5_000 }).toBeUndefined();
  });
});

describe("processes", () => {
  test("are told apart by their start", async () => {
    const child = spawn("sleep", ["300"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const id = child.pid ?? 0;
    expect(processes.startOf(id)).toMatch(/^\d+$/u);
    expect(processes.startOf(id)).toBe(processes.startOf(id));
    expect(processes.startOf(process.pid)).not.toBe(processes.startOf(id));
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(processes.startOf(id)).toBeUndefined();
  });

  test("count as dead when they are zombies", async () => {
    // The shell starts a child, and becomes a program that never asks how it ended.
    const parent = run(["/bin/sh", "-c", "sleep 0 & echo $!; exec sleep 300"]);
    await parent.saw("\n");
    await expect.poll(() => processes.startOf(Number(parent.text())), { timeout: 5_000 }).toBeUndefined();
    expect(existsSync(`/proc/${parent.text().trim()}`)).toBe(true);
  });

  test("that cannot be have no start", () => {
    for (const id of [0, -1, Number.NaN, 2 ** 22 + 1]) expect(processes.startOf(id)).toBeUndefined();
  });

  test("have a name, also one with parentheses and spaces", async () => {
    const folder = scratchFolder();
    const program = join(folder, "a) S (b");
    execFileSync("cp", ["/bin/sleep", program]);
    const child = spawn(program, ["300"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    expect(await processes.nameOf(child.pid ?? 0)).toBe("a) S (b");
    expect(processes.startOf(child.pid ?? 0)).toMatch(/^\d+$/u);
    expect(await processes.nameOf(2 ** 22 + 1)).toBeUndefined();
    expect(await processes.parentOf(child.pid ?? 0)).toBe(process.pid);
    expect(await processes.parentOf(2 ** 22 + 1)).toBeUndefined();
  });

  test.each([
    ['"bash.exe","4242","Console","1","5,000 K"', "bash"],
    ['"a b, c.EXE","1","Services","0","8 K"', "a b, c"],
    ["INFO: No tasks are running which match the specified criteria.", undefined],
    [undefined, undefined],
  ])("on Windows have the name in the answer %j", (answer, name) => {
    expect(imageNameIn(answer)).toBe(name);
  });

  test("know their boot and machine", () => {
    expect(processes.bootId()).toMatch(/^[\da-f-]{36} pid:\[\d+\]$/u);
    expect(processes.bootId()).toBe(processes.bootId());
    expect(processes.hostName()).not.toBe("");
    expect(processes.memoryLimit() ?? Infinity).toBeGreaterThan(64 * 1024 * 1024);
  });

  test("know the leader of their session", async () => {
    // Not that of the tests themselves: it may live outside of a container, where it has no ID.
    const { stdout } = await run(fixtureCommand("print-session")).end;
    expect(stdout).toMatch(/^(?<leader>[1-9]\d*) \k<leader>\n$/u);
  });
});
