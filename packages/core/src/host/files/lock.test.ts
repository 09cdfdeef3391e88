import { readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { fixtureCommand, run, type RunningFixture } from "../fixtures/run-fixture.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import type { Host } from "../host.ts";
import { type HeldLock, withLock } from "./lock.ts";
import { createNodeHost } from "../node/node-host.ts";

const host = createNodeHost();
const PATH = "/home/ann/.config/k6/config.json";

function lockFolder(): string {
  return join(scratchFolder(), "state", "locks");
}

/** Path of the lock file that is taken for `PATH` in the folder. */
async function lockPathIn(lockDirectory: string): Promise<string> {
  const [name = ""] = await withLock(host, { lockDirectory, path: PATH }, () => readdirSync(lockDirectory));
  return join(lockDirectory, name);
}

async function holdElsewhere(lockDirectory: string): Promise<RunningFixture> {
  const holder = run(fixtureCommand("hold-lock", lockDirectory, PATH));
  await holder.saw("held");
  return holder;
}

function lockText(facts: Record<string, unknown>): string {
  const { processes } = host;
  const own = {
    processId: process.pid,
    host: processes.hostName(),
    bootId: processes.bootId(),
    start: processes.startOf(process.pid),
  };
  return JSON.stringify({ ...own, nonce: "0", ...facts });
}

function age(path: string, seconds: number): void {
  const then = new Date(Date.now() - seconds * 1_000);
  utimesSync(path, then, then);
}

describe("a lock", () => {
  test("gives the result of the action and leaves nothing behind", async () => {
    const lockDirectory = lockFolder();
    expect(await withLock(host, { lockDirectory, path: PATH }, ({ stillHeld }) => stillHeld())).toBe(true);
    expect(readdirSync(lockDirectory)).toEqual([]);
    expect(statSync(lockDirectory).mode & 0o777).toBe(0o700);
  });

  test("is given back when the action fails", async () => {
    const lockDirectory = lockFolder();
    const failing = withLock(host, { lockDirectory, path: PATH }, () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(readdirSync(lockDirectory)).toEqual([]);
  });

  test("lets one in at a time, and another path at once", async () => {
    const lockDirectory = lockFolder();
    const log: string[] = [];
    const turn = (name: string, path: string) =>
      withLock(host, { lockDirectory, path }, async () => {
        log.push(`${name} in`);
        await host.clock.sleep(30);
        log.push(`${name} out`);
      });
    const first = turn("first", PATH);
    await Promise.all([first, turn("second", PATH)]);
    expect(log).toEqual(["first in", "first out", "second in", "second out"]);
    await withLock(host, { lockDirectory, path: PATH }, () => turn("other", `${PATH}.other`));
    expect(log.at(-1)).toBe("other out");
  });

  test("names the process that keeps it, and the lock file, at the deadline", async () => {
    const lockDirectory = lockFolder();
    const holder = await holdElsewhere(lockDirectory);
    const attempt = withLock(host, { lockDirectory, path: PATH, deadlineMs: 100 }, () => "in");
    const lockFile = join(lockDirectory, readdirSync(lockDirectory)[0] ?? "");
    await expect(attempt).rejects.toMatchObject({
      code: "FILE_LOCKED",
      message: expect.stringMatching(new RegExp(`Process ${holder.child.pid} .*${PATH}`, "u")),
      remedy: [`ps -fp ${holder.child.pid}`, expect.stringContaining(`rm ${lockFile}`)],
      details: { file: PATH, lockFile, processId: holder.child.pid },
    });
    holder.child.stdin?.end();
    expect(await holder.end).toMatchObject({ exitCode: 0, stdout: "held\nstill held\n" });
    expect(await withLock(host, { lockDirectory, path: PATH }, () => "in")).toBe("in");
  });
});

describe("the lock of a process", () => {
  test("that was killed is taken over at once", async () => {
    const lockDirectory = lockFolder();
    const holder = await holdElsewhere(lockDirectory);
    holder.child.kill("SIGKILL");
    await holder.end;
    expect(await withLock(host, { lockDirectory, path: PATH, deadlineMs: 1_000 }, () => "in")).toBe("in");
    expect(readdirSync(lockDirectory)).toEqual([]);
  });

  test("that is stopped stays its own", async () => {
    const lockDirectory = lockFolder();
    const holder = await holdElsewhere(lockDirectory);
    holder.child.kill("SIGSTOP");
    age(join(lockDirectory, readdirSync(lockDirectory)[0] ?? ""), 3_600);
    await expect(withLock(host, { lockDirectory, path: PATH, deadlineMs: 200 }, () => "in")).rejects.toMatchObject({
      code: "FILE_LOCKED",
    });
    holder.child.kill("SIGCONT");
    holder.child.stdin?.end();
    expect((await holder.end).stdout).toContain("still held");
  });

  const cases: readonly (readonly [what: string, facts: Record<string, unknown>, seconds: number, free: boolean])[] = [
    ["with the id of a living one that began at another time", { start: "1" }, 0, true],
    ["that lives", {}, 3_600, false],
    ["on another machine", { host: "elsewhere" }, 5, false],
    ["on another machine, half a minute ago", { host: "elsewhere" }, 31, true],
    ["in another boot or container", { bootId: "other" }, 5, false],
    ["in another boot or container, half a minute ago", { bootId: "other" }, 31, true],
  ];
  test.each(cases)("%s is respected or taken over", async (_what, facts, seconds, free) => {
    const lockDirectory = lockFolder();
    const lockPath = await lockPathIn(lockDirectory);
    writeFileSync(lockPath, lockText(facts));
    age(lockPath, seconds);
    const attempt = withLock(host, { lockDirectory, path: PATH, deadlineMs: 50 }, () => "in");
    const end = await attempt.catch((error: unknown) => (error instanceof K6pError ? error.code : error));
    expect(end).toBe(free ? "in" : "FILE_LOCKED");
  });

  test("is taken over after half a minute where the system tells no start times", async () => {
    const lockDirectory = lockFolder();
    const lockPath = await lockPathIn(lockDirectory);
    const mac: Host = { ...host, processes: { ...host.processes, bootId: () => "", startOf: () => "" } };
    writeFileSync(lockPath, lockText({ bootId: "", start: "" }));
    await expect(withLock(mac, { lockDirectory, path: PATH, deadlineMs: 50 }, () => "in")).rejects.toMatchObject({
      code: "FILE_LOCKED",
    });
    age(lockPath, 31);
    expect(await withLock(mac, { lockDirectory, path: PATH, deadlineMs: 50 }, () => "in")).toBe("in");
  });
});

test.each(["", "{", "null", "[]", '{"processId":"1"}', "\0".repeat(1_000)])(
  "a lock that says %j is respected for a second",
  async (text) => {
    const lockDirectory = lockFolder();
    const lockPath = await lockPathIn(lockDirectory);
    writeFileSync(lockPath, text);
    await expect(withLock(host, { lockDirectory, path: PATH, deadlineMs: 20 }, () => "in")).rejects.toMatchObject({
      code: "FILE_LOCKED",
    });
    age(lockPath, 2);
    expect(await withLock(host, { lockDirectory, path: PATH }, () => "in")).toBe("in");
  },
);

test("of many that find an abandoned lock, one at a time is in", async () => {
  const lockDirectory = lockFolder();
  const lockPath = await lockPathIn(lockDirectory);
  for (let round = 0; round < 20; round++) {
    writeFileSync(lockPath, lockText({ start: "1" }));
    let inside = 0;
    const enter = async ({ stillHeld }: HeldLock): Promise<void> => {
      expect(++inside).toBe(1);
      await host.clock.sleep(1);
      expect(stillHeld()).toBe(true);
      inside--;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(host, { lockDirectory, path: PATH }, enter)));
  }
  expect(readdirSync(lockDirectory)).toEqual([]);
});

test("who takes away a living lock by mistake puts it back", async () => {
  const lockDirectory = lockFolder();
  const lockPath = await lockPathIn(lockDirectory);
  writeFileSync(lockPath, lockText({ start: "1" }));
  const living = lockText({ nonce: "living" });
  let renamed = 0;
  const files: Host["files"] = {
    ...host.files,
    rename(from, to) {
      if (renamed++ === 0) writeFileSync(from, living);
      host.files.rename(from, to);
    },
  };
  const attempt = withLock({ ...host, files }, { lockDirectory, path: PATH, deadlineMs: 50 }, () => "in");
  await expect(attempt).rejects.toMatchObject({ code: "FILE_LOCKED" });
  expect(readFileSync(lockPath, "utf8")).toBe(living);
  expect(readdirSync(lockDirectory)).toHaveLength(1);
});

test("who has lost a lock is told so, and does not give back that of another", async () => {
  const lockDirectory = lockFolder();
  const lockPath = await lockPathIn(lockDirectory);
  const other = lockText({ nonce: "other" });
  await withLock(host, { lockDirectory, path: PATH }, ({ stillHeld }) => {
    writeFileSync(lockPath, other);
    expect(stillHeld()).toBe(false);
  });
  expect(readFileSync(lockPath, "utf8")).toBe(other);
});

test("a dangling symlink in the place of a lock file ends in the deadline", async () => {
  const lockDirectory = lockFolder();
  symlinkSync("nowhere", await lockPathIn(lockDirectory));
  await expect(withLock(host, { lockDirectory, path: PATH, deadlineMs: 50 }, () => "in")).rejects.toMatchObject({
    code: "FILE_LOCKED",
  });
});

test("a lock folder that cannot be made is an error that names it", async () => {
  const lockDirectory = join(scratchFolder(), "file", "locks");
  writeFileSync(join(lockDirectory, ".."), "");
  await expect(withLock(host, { lockDirectory, path: PATH }, () => "in")).rejects.toMatchObject({
    code: "FILE_WRITE_FAILED",
    details: { file: lockDirectory },
  });
});
