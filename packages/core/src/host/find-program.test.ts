import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { findProgram } from "./find-program.ts";
import { scratchFolder } from "./fixtures/scratch-folder.ts";
import type { Environment, Host } from "./host.ts";
import { createNodeHost } from "./node/node-host.ts";

function program(path: string, mode = 0o755): string {
  writeFileSync(path, "#!/bin/sh\n");
  chmodSync(path, mode);
  return path;
}

function folders(): { readonly one: string; readonly two: string; readonly host: (path: string) => Host } {
  const folder = scratchFolder();
  const [one, two] = [join(folder, "one"), join(folder, "two")];
  mkdirSync(one);
  mkdirSync(two);
  return { one, two, host: (PATH) => createNodeHost({ env: { PATH }, workingDirectory: one }) };
}

describe("a program", () => {
  test("is the first of its name on PATH that can be executed", () => {
    const { one, two, host } = folders();
    mkdirSync(join(one, "k6"));
    program(join(two, "k6"));
    expect(findProgram(host(`${one}:${two}`), "k6")).toEqual({ kind: "found", path: join(two, "k6") });
  });

  test("in the working folder is not found by empty, dotted, relative or unexpanded entries", () => {
    const { one, host } = folders();
    program(join(one, "k6"));
    // The system itself would look from the folder that the tests run in.
    for (const path of ["", ":", ".", "./", "..", "../one", "~/bin", "::.", relative(process.cwd(), one)])
      expect(findProgram(host(path), "k6")).toBeUndefined();
    expect(findProgram(createNodeHost({ env: {}, workingDirectory: one }), "k6")).toBeUndefined();
  });

  test("with a slash in its name is taken from the working folder", () => {
    const { one, two, host } = folders();
    program(join(one, "k6"));
    program(join(two, "k6"));
    expect(findProgram(host(""), "./k6")).toEqual({ kind: "found", path: join(one, "k6") });
    expect(findProgram(host(""), "../two/k6")).toEqual({ kind: "found", path: join(two, "k6") });
    expect(findProgram(host(one), join(two, "k6"))).toEqual({ kind: "found", path: join(two, "k6") });
    expect(findProgram(host(one), "./missing")).toBeUndefined();
  });

  test("that is there but cannot be executed is told from one that is missing", () => {
    const { one, two, host } = folders();
    program(join(one, "k6"), 0o644);
    expect(findProgram(host(`${one}:${two}`), "k6")).toEqual({ kind: "not-executable", path: join(one, "k6") });
    expect(findProgram(host(""), "./k6")).toEqual({ kind: "not-executable", path: join(one, "k6") });
    expect(findProgram(host(""), two)).toEqual({ kind: "not-executable", path: two });
    program(join(two, "k6"));
    expect(findProgram(host(`${one}:${two}`), "k6")).toEqual({ kind: "found", path: join(two, "k6") });
  });

  test("never fails to be looked for", () => {
    const { one, host } = folders();
    program(join(one, "file"));
    for (const name of ["", ".", "..", "a\0b", "x".repeat(5_000), "file/k6"])
      expect(findProgram(host(`${one}:${one}/file`), name)?.kind).not.toBe("found");
  });
});

describe("on Windows a program", () => {
  /** A machine that has just these files. */
  function windows(env: Environment, ...paths: readonly string[]): Host {
    const host = createNodeHost({ platform: "win32", env, workingDirectory: "D:\\repo" });
    const status = host.files.status(process.execPath);
    return { ...host, files: { ...host.files, status: (path) => (paths.includes(path) ? status : undefined) } };
  }

  test("has one of the extensions of PATHEXT, in their order", () => {
    const paths = ["C:\\bin\\k6.exe", "C:\\bin\\k6.com", "C:\\bin\\k6.cmd", "C:\\bin\\k6"];
    expect(findProgram(windows({ Path: "C:\\bin", PathExt: ".CMD;.EXE;.COM" }, ...paths), "k6")?.path).toBe(
      "C:\\bin\\k6.cmd",
    );
    expect(findProgram(windows({ PATH: "C:\\bin" }, ...paths), "k6")?.path).toBe("C:\\bin\\k6.com");
    expect(findProgram(windows({ PATH: "C:\\bin" }, ...paths), "k6.exe")).toEqual({
      kind: "found",
      path: "C:\\bin\\k6.exe",
    });
  });

  test("may be a batch file, as npm makes them, and needs an extension", () => {
    expect(findProgram(windows({ PATH: "C:\\bin" }, "C:\\bin\\k6.cmd"), "k6")?.kind).toBe("found");
    expect(findProgram(windows({ PATH: "C:\\bin" }, "C:\\bin\\k6"), "k6")).toBeUndefined();
  });

  test("is not found by entries without a drive, and quotes round an entry do not count", () => {
    const path = '.;;bin;\\tools;"C:\\Program Files\\k6";\\\\server\\tools';
    expect(findProgram(windows({ PATH: path }, "D:\\repo\\k6.exe", "\\tools\\k6.exe"), "k6")).toBeUndefined();
    expect(findProgram(windows({ PATH: path }, "C:\\Program Files\\k6\\k6.exe"), "k6")?.kind).toBe("found");
    expect(findProgram(windows({ PATH: path }, "\\\\server\\tools\\k6.exe"), "k6")?.kind).toBe("found");
  });

  test("with a slash of either kind is taken from the working folder", () => {
    const host = windows({}, "D:\\repo\\bin\\k6.exe");
    for (const name of ["bin/k6", ".\\bin\\k6", "bin\\k6.exe"])
      expect(findProgram(host, name)?.path).toBe("D:\\repo\\bin\\k6.exe");
  });
});
