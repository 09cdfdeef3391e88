import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Host } from "../../../host/host.ts";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { skipUnless } from "../../../testing/real-parts.ts";
import { createExternalStores } from "../../secret-stores.ts";
import { readPlainFile } from "./read-plain-file.ts";

const TOKEN = "glc_0123456789";
const USER = 12345;
const isRoot = process.geteuid?.() === 0;
const skipOwners = skipUnless(isRoot, "not root, so no file can be given to another user", { optional: true });

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "k6p-plain-"));
  path = join(folder, "token");
  writeFileSync(path, `${TOKEN}\n`, { mode: 0o600 });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The machine as a user sees it who is not root. */
function hostOf(userId: number | undefined): Host {
  return { ...createNodeHost({ env: {}, workingDirectory: folder, homeDirectory: folder }), userId };
}

function read(host: Host): string {
  const result = readPlainFile(host, path);
  return result.kind === "found" ? result.secret.reveal() : `${result.kind} ${JSON.stringify(result)}`;
}

const ownId = process.geteuid?.() ?? 0;

describe("A file that something else writes", () => {
  test("gives what it holds", () => {
    expect(read(hostOf(ownId))).toBe(`${TOKEN}\n`);
  });

  test("is followed through links, as Kubernetes lays them", () => {
    mkdirSync(join(folder, "..data"));
    writeFileSync(join(folder, "..data/key"), TOKEN, { mode: 0o600 });
    symlinkSync("..data/key", join(folder, "key"));
    expect(readPlainFile(hostOf(ownId), join(folder, "key")).kind).toBe("found");
  });

  test("that is not there is absent, one that cannot be read is not", () => {
    rmSync(path);
    expect(readPlainFile(hostOf(ownId), path)).toEqual({ kind: "absent" });
    mkdirSync(path);
    expect(read(hostOf(ownId))).toMatch(/^unavailable.*not a regular file/);
    expect(readPlainFile(hostOf(ownId), join(folder, "x".repeat(300))).kind).toBe("unavailable");
  });

  test("is not waited for when it is a pipe", () => {
    rmSync(path);
    execFileSync("mkfifo", [path]);
    expect(read(hostOf(ownId))).toMatch(/^unavailable/);
  });

  test("is refused when it is larger than any token", () => {
    writeFileSync(path, "x".repeat(64 * 1024 + 1));
    expect(read(hostOf(ownId))).toMatch(/^unavailable.*too large/);
  });

  test.skipIf(skipOwners).each([
    ["ours and closed", USER, 0o600, "found"],
    ["ours and open to the group", USER, 0o640, "open to other users"],
    ["ours and open to all", USER, 0o644, "open to other users"],
    ["root's and open to read, as Docker makes it", 0, 0o444, "found"],
    ["root's and writable by all", 0, 0o666, "open to other users"],
    ["another user's", USER + 1, 0o600, `user ID ${USER + 1}`],
  ])("that is %s", (_, owner, mode, expected) => {
    chownSync(path, owner, owner);
    chmodSync(path, mode);
    const result = readPlainFile(hostOf(USER), path);
    expect(result.kind === "found" ? "found" : JSON.stringify(result)).toContain(expected);
  });

  test("counts on Windows by its place alone", () => {
    chmodSync(path, 0o666);
    expect(read(hostOf(undefined))).toBe(`${TOKEN}\n`);
  });

  test("is meant from the folder where it was named", () => {
    const stores = createExternalStores(hostOf(ownId));
    expect(stores.resolve({ from: "plain-file", path: "token" })).toEqual({
      store: "plain-file",
      reference: { path },
    });
  });
});
