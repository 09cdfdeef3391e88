import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { K6pError } from "../../../errors/k6p-error.ts";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { skipUnless } from "../../../testing/real-parts.ts";
import { resolveCommand } from "./resolve-command.ts";

const skipOwners = skipUnless(process.geteuid?.() === 0, "not root, so no file can be given to another user", {
  optional: true,
});

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "k6p-resolve-"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function program(path: string): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, "#!/bin/sh\necho glc_0123456789\n");
  chmodSync(whole, 0o755);
  return whole;
}

function folder(path: string): string {
  mkdirSync(join(root, path), { recursive: true });
  return join(root, path);
}

interface Surroundings {
  readonly path?: readonly string[];
  readonly at?: string;
}

function resolve(words: readonly string[], { path = [], at = folder("work") }: Surroundings = {}): string {
  const env = { HOME: join(root, "home"), PATH: path.join(":") };
  const host = createNodeHost({ env, workingDirectory: at, homeDirectory: join(root, "home"), platform: "linux" });
  try {
    return resolveCommand(host, { from: "command", words }).program;
  } catch (error) {
    if (error instanceof K6pError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe("The program of a reference", () => {
  test("is found on PATH once, and kept with its whole path and all its arguments", () => {
    const op = program("apps/op");
    const host = createNodeHost({ env: { PATH: dirname(op) }, workingDirectory: root, homeDirectory: root });
    expect(resolveCommand(host, { from: "command", words: ["op", "read", "a b", ""] })).toMatchObject({
      program: op,
      arguments: ["read", "a b", ""],
    });
  });

  test("is a link as it was found, so that an update of what it leads to is followed", () => {
    program("cellar/1.0/op");
    symlinkSync("../cellar/1.0/op", join(folder("apps"), "op"));
    expect(resolve(["op"], { path: [join(root, "apps")] })).toBe(join(root, "apps/op"));
  });

  test.each(["", ".", "bin", "./bin", "../work/bin"])("is not looked for where PATH says %j", (entry) => {
    program("work/bin/op");
    program("work/op");
    expect(resolve(["op"], { path: [entry] })).toMatch(/^COMMAND_NOT_FOUND/);
    const real = program("apps/op");
    expect(resolve(["op"], { path: [entry, join(root, "apps")] })).toBe(real);
  });

  test("is not looked for in a folder that PATH names from where k6p runs", () => {
    const entry = relative(process.cwd(), dirname(program("work/bin/op")));
    expect(resolve(["op"], { path: [entry] })).toMatch(/^COMMAND_NOT_FOUND/);
  });

  test.each(["./op", "bin/op", "../op"])("is not the one that %s names from a folder", (name) => {
    program("work/op");
    program("work/bin/op");
    program("op");
    expect(resolve([name])).toMatch(/^PROGRAM_UNSAFE.*depends on the working folder/);
  });

  test("is not one of the repository that the user stands in, however it is named", () => {
    const planted = program("work/repo/tools/op");
    folder("work/repo/.git");
    const at = folder("work/repo/deep/er");
    expect(resolve(["op"], { path: [dirname(planted)], at })).toMatch(
      /^PROGRAM_UNSAFE.*work\/repo, the repository you are in/,
    );
    expect(resolve([planted], { at })).toMatch(/^PROGRAM_UNSAFE/);
    symlinkSync(planted, join(folder("apps"), "op"));
    expect(resolve(["op"], { path: [join(root, "apps")], at })).toMatch(/^PROGRAM_UNSAFE/);
    symlinkSync(dirname(planted), join(root, "alias"));
    expect(resolve(["op"], { path: [join(root, "alias")], at })).toMatch(/^PROGRAM_UNSAFE/);
    expect(resolve([planted])).toBe(planted);
  });

  test("is not one of a worktree or submodule, whose .git is a file", () => {
    const planted = program("work/repo/op");
    writeFileSync(join(root, "work/repo/.git"), "gitdir: elsewhere");
    expect(resolve([planted], { at: join(root, "work/repo") })).toMatch(/^PROGRAM_UNSAFE/);
  });

  test("may be in the home folder, even where that is a repository", () => {
    const own = program("home/bin/op");
    folder("home/.git");
    expect(resolve(["op"], { path: [dirname(own)], at: folder("home/notes") })).toBe(own);
  });

  test("is not one that npm puts on PATH for a project", () => {
    const planted = program("elsewhere/node_modules/.bin/op");
    expect(resolve(["op"], { path: [dirname(planted)] })).toMatch(/^PROGRAM_UNSAFE.*project's packages/);
  });

  test("may be a package that is installed for the whole machine", () => {
    program("lib/node_modules/op/op.js");
    symlinkSync("../lib/node_modules/op/op.js", join(folder("bin"), "op"));
    expect(resolve(["op"], { path: [join(root, "bin")] })).toBe(join(root, "bin/op"));
  });

  test.each([
    ["a program that every user can write", "apps/op", 0o777],
    ["a folder that every user can write", "apps", 0o777],
    ["a folder further up that every user can write", ".", 0o777],
    ["a folder that everybody uses, sticky or not", "apps", 0o1777],
  ])("is not one in or behind %s", (_, path, mode) => {
    const planted = program("apps/op");
    chmodSync(join(root, path), mode);
    expect(resolve([planted])).toMatch(/^PROGRAM_UNSAFE.*every user can write|^PROGRAM_UNSAFE.*by every user/);
  });

  test("is not one that a link leads to in such a folder", () => {
    const planted = program("open/op");
    chmodSync(join(root, "open"), 0o777);
    symlinkSync(planted, join(folder("apps"), "op"));
    expect(resolve([join(root, "apps/op")])).toMatch(/^PROGRAM_UNSAFE.*every user can write/);
  });

  test.skipIf(skipOwners)("is not another user's, nor behind another user's link", () => {
    const foreign = program("apps/op");
    chownSync(foreign, 12345, 12345);
    expect(resolve([foreign])).toMatch(/^PROGRAM_UNSAFE.*user ID 12345/);
  });

  test("says what is wrong with a name that leads nowhere", () => {
    expect(resolve(["op"], { path: [folder("apps")] })).toMatch(/^COMMAND_NOT_FOUND/);
    expect(resolve([join(root, "nothing")])).toMatch(/^COMMAND_NOT_FOUND/);
    const text = program("apps/notes");
    chmodSync(text, 0o644);
    expect(resolve([text])).toMatch(/^COMMAND_NOT_EXECUTABLE/);
    for (const words of [[], [""], ["op", "a\0b"]]) expect(resolve(words)).toMatch(/^USAGE/);
  });
});
