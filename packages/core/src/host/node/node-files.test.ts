import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import { createNodeFiles } from "./node-files.ts";

const files = createNodeFiles(process.platform);
const bytes = (text: string): Uint8Array => Buffer.from(text);
const refusal = (code: string): unknown => expect.objectContaining({ code, path: expect.any(String) });

describe("reading", () => {
  test("gives the bytes and the status of the same file", () => {
    const path = join(scratchFolder(), "a");
    writeFileSync(path, "content", { mode: 0o640 });
    chmodSync(path, 0o640);
    const snapshot = files.read(path, 100);
    expect(Buffer.from(snapshot?.bytes ?? []).toString()).toBe("content");
    expect(snapshot?.status).toMatchObject({
      kind: "file",
      size: 7,
      mode: 0o640,
      linkCount: 1,
      userId: process.getuid?.(),
    });
    expect(snapshot?.status.version).toBe(files.status(path)?.version);
  });

  test("follows a symlink and gives the status of what it leads to", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "a"), "content");
    symlinkSync("a", join(folder, "link"));
    expect(files.read(join(folder, "link"), 100)?.status.kind).toBe("file");
    expect(files.linkStatus(join(folder, "link"))?.kind).toBe("symlink");
  });

  test("gives undefined for what is not there, also below a file", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "a"), "");
    for (const name of ["missing", "a/below"]) {
      expect(files.read(join(folder, name), 100)).toBeUndefined();
      expect(files.status(join(folder, name))).toBeUndefined();
      expect(files.linkStatus(join(folder, name))).toBeUndefined();
      expect(files.realPath(join(folder, name))).toBeUndefined();
      expect(files.remove(join(folder, name))).toBe(false);
    }
    expect(files.list(join(folder, "missing"))).toBeUndefined();
  });

  test("takes a file of exactly the limit and refuses one byte more", () => {
    const path = join(scratchFolder(), "a");
    writeFileSync(path, "12345");
    expect(files.read(path, 5)?.bytes).toHaveLength(5);
    expect(() => files.read(path, 4)).toThrow(refusal("EFBIG"));
  });

  test("refuses a folder, a FIFO, a device and a socket, and blocks on none", async () => {
    const folder = scratchFolder();
    execFileSync("mkfifo", [join(folder, "fifo")]);
    const server = createServer().listen(join(folder, "socket"));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    expect(() => files.read(folder, 100)).toThrow(refusal("EISDIR"));
    expect(() => files.read(join(folder, "fifo"), 100)).toThrow(refusal("EINVAL"));
    expect(() => files.read("/dev/null", 100)).toThrow(refusal("EINVAL"));
    expect(() => files.read(join(folder, "socket"), 100)).toThrow(refusal("EINVAL"));
  });

  test("reads files that do not tell their size", () => {
    expect(files.read("/proc/self/status", 100_000)?.bytes.length).toBeGreaterThan(0);
  });

  test("an open file stays the same when another takes its path", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "a"), "old");
    writeFileSync(join(folder, "b"), "new");
    const file = files.open(join(folder, "a"));
    files.rename(join(folder, "b"), join(folder, "a"));
    expect(Buffer.from(file?.read(100).bytes ?? []).toString()).toBe("old");
    expect(file?.status().linkCount).toBe(0);
    file?.close();
    file?.close();
  });
});

describe("creating", () => {
  test("writes all bytes with exactly the wanted mode", () => {
    const path = join(scratchFolder(), "a");
    const content = Buffer.alloc(3_000_000, "x");
    files.create(path, content, 0o666);
    expect(statSync(path).mode & 0o777).toBe(0o666);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  test("replaces nothing and follows no symlink", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "a"), "old");
    symlinkSync("elsewhere", join(folder, "link"));
    expect(() => files.create(join(folder, "a"), bytes("new"), 0o600)).toThrow(refusal("EEXIST"));
    expect(() => files.create(join(folder, "link"), bytes("new"), 0o600)).toThrow(refusal("EEXIST"));
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("old");
    expect(readdirSync(folder)).not.toContain("elsewhere");
  });

  test("claims a name once", () => {
    const path = join(scratchFolder(), "lock");
    expect(files.claim(path, bytes("one"))).toBe(true);
    expect(files.claim(path, bytes("two"))).toBe(false);
    expect(readFileSync(path, "utf8")).toBe("one");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

test("the version changes when a file is written in place, replaced, or given another mode", () => {
  const folder = scratchFolder();
  const path = join(folder, "a");
  const versions = new Set<string | undefined>();
  const note = (): unknown => versions.add(files.status(path)?.version);
  writeFileSync(path, "one");
  note();
  writeFileSync(path, "other");
  note();
  files.create(join(folder, "b"), bytes("other"), 0o600);
  files.rename(join(folder, "b"), path);
  note();
  files.setMode(path, 0o640);
  note();
  expect(versions.size).toBe(4);
});

test("folders are made with their parents, those that exist keep their mode, and whole trees are removed", () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, "open"), { mode: 0o755 });
  files.makeDirectory(join(folder, "open", "a", "b"), 0o700);
  expect(statSync(join(folder, "open")).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, "open", "a", "b")).mode & 0o777).toBe(0o700);
  files.syncDirectory(join(folder, "open"));
  expect(files.list(join(folder, "open"))).toEqual(["a"]);
  files.removeTree(join(folder, "open"));
  files.removeTree(join(folder, "open"));
  expect(files.list(folder)).toEqual([]);
});
