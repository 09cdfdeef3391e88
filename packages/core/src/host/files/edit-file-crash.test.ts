import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findProgram, skipUnless } from "../../testing/real-parts.ts";
import { editFile } from "./edit-file.ts";
import { fixtureCommand, run } from "../fixtures/run-fixture.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeHost } from "../node/node-host.ts";

const host = createNodeHost();
const MARK = "/k6p-mark";
/** What changes something on the disk: each of them is a place to be killed at; of the others a sample. */
const CHANGING = /^(?:write|pwrite64|fsync|fchmod|rename|renameat|renameat2|unlink|unlinkat|mkdir|mkdirat)$/u;
const MOST_POINTS = 30;

interface KillPoint {
  readonly call: string;
  /** Counted from 1, over the whole life of the process. */
  readonly nth: number;
}

interface Place {
  readonly folder: string;
  readonly path: string;
  readonly locks: string;
  readonly command: [string, ...string[]];
}

function place(): Place {
  const scratch = scratchFolder();
  const folder = join(scratch, "k6");
  mkdirSync(folder);
  const path = join(folder, "config.json");
  writeFileSync(path, '{"count":1}', { mode: 0o600 });
  const locks = join(scratch, "locks");
  const order = JSON.stringify({ path, lockDirectory: locks, times: 1, size: 20_000, mark: MARK });
  return { folder, path, locks, command: fixtureCommand("edit-repeatedly", order) };
}

interface TracedCall extends KillPoint {
  readonly line: string;
}

/** The system calls that an edit makes in the main thread. */
async function traceEdit(): Promise<readonly TracedCall[]> {
  const { folder, command } = place();
  const log = join(folder, "..", "trace");
  await run(["strace", "-qq", "-o", log, ...command]).end;
  const counts = new Map<string, number>();
  const calls: TracedCall[] = [];
  let isInside = false;
  for (const line of readFileSync(log, "utf8").split("\n")) {
    if (line.includes(`${MARK}-`)) isInside = line.includes("begin");
    const call = /^\w+(?=\()/u.exec(line)?.[0];
    if (call === undefined) continue;
    const nth = (counts.get(call) ?? 0) + 1;
    counts.set(call, nth);
    if (isInside) calls.push({ call, nth, line });
  }
  return calls;
}

function killPoints(calls: readonly TracedCall[]): readonly KillPoint[] {
  const isChanging = ({ call, line }: TracedCall): boolean => CHANGING.test(call) || line.includes("O_CREAT");
  const changing = calls.filter((traced) => isChanging(traced));
  const others = calls.filter((traced) => !isChanging(traced));
  const step = Math.ceil(others.length / (MOST_POINTS - changing.length));
  return [...changing, ...others.filter((_, index) => index % step === 0)];
}

async function killAt({ call, nth }: KillPoint): Promise<boolean> {
  const { folder, path, locks, command } = place();
  const injection = `inject=${call}:signal=SIGKILL:when=${nth}`;
  const { signal, exitCode } = await run([
    "strace",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${call}`,
    "-e",
    injection,
    ...command,
  ]).end;
  const wasKilled = signal === "SIGKILL" || exitCode === 137;
  const content = readFileSync(path, "utf8");
  expect(['{"count":1}', '{"count":2}'.padEnd(20_000)]).toContain(content);
  const leftovers = readdirSync(folder).filter((name) => name !== "config.json");
  expect(leftovers.length).toBeLessThan(2);
  for (const name of leftovers) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  const after = await editFile(host, {
    path,
    lockDirectory: locks,
    maxBytes: 100_000,
    edit: () => Buffer.from("after"),
  });
  expect([after.outcome, readFileSync(path, "utf8"), readdirSync(locks)]).toEqual(["written", "after", []]);
  return wasKilled;
}

const withoutStrace = skipUnless(findProgram("strace"), "the program strace, which kills at a system call");

test.skipIf(withoutStrace)(
  "killed at any system call, an edit leaves the old or the new content, and the next one works",
  { timeout: 120_000 },
  async () => {
    const points = killPoints(await traceEdit());
    expect(points.length).toBeGreaterThan(10);
    let killed = 0;
    for (let index = 0; index < points.length; index += 2) {
      const ends = await Promise.all(points.slice(index, index + 2).map(killAt));
      killed += ends.filter(Boolean).length;
    }
    expect(killed).toBeGreaterThan(points.length / 2);
  },
);

describe.skipIf(withoutStrace)("an error of the system itself", () => {
  const cases: readonly (readonly [what: string, injection: string, code: string])[] = [
    ["the content cannot be flushed", "fsync:error=EIO:when=1", "EIO"],
    ["the disk is found full when the content is flushed", "fsync:error=ENOSPC:when=1", "ENOSPC"],
    ["the mode cannot be set", "fchmod:error=EPERM:when=1", "EPERM"],
    ["the rename is refused", "/^rename:error=EACCES:when=1", "EACCES"],
    ["the rename would cross file systems", "/^rename:error=EXDEV:when=1", "EXDEV"],
  ];
  test.each(cases)("(%s) leaves the old content and no temporary file", async (_what, injection, code) => {
    const { folder, path, locks, command } = place();
    // With this umask the mode has to be set.
    const shell = ["/bin/sh", "-c", 'umask 277; exec "$0" "$@"', ...command];
    mkdirSync(locks, { mode: 0o700 });
    const { stdout } = await run(["strace", "-qq", "-o", "/dev/null", "-e", `inject=${injection}`, ...shell]).end;
    expect(JSON.parse(stdout)).toMatchObject({
      code: "FILE_WRITE_FAILED",
      message: expect.stringContaining(`(${code})`),
    });
    expect([readFileSync(path, "utf8"), readdirSync(folder), readdirSync(locks)]).toEqual([
      '{"count":1}',
      ["config.json"],
      [],
    ]);
  });

  test("(less was written than the system said) leaves the old content and no temporary file", async () => {
    const write = (await traceEdit()).find(({ call, line }) => call === "write" && line.endsWith(" = 20000"));
    const { folder, path, command } = place();
    const injection = `inject=write:retval=20000:when=${write?.nth}`;
    const { stdout } = await run(["strace", "-qq", "-o", "/dev/null", "-e", injection, ...command]).end;
    expect(JSON.parse(stdout)).toMatchObject({ code: "FILE_WRITE_FAILED", message: expect.stringContaining("(EIO)") });
    expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(['{"count":1}', ["config.json"]]);
  });
});
