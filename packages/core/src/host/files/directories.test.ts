import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import { skipUnless } from "../../testing/real-parts.ts";
import { ensurePrivateDirectory, k6pDirectories } from "./directories.ts";
import { scratchFolder } from "../fixtures/scratch-folder.ts";
import type { Environment, Host } from "../host.ts";
import { createNodeHost } from "../node/node-host.ts";

function machine(platform: NodeJS.Platform, env: Environment, homeDirectory = ""): Host {
  return {
    ...createNodeHost({ platform, env, homeDirectory, workingDirectory: "/work" }),
    userId: platform === "win32" ? undefined : 1000,
  };
}

describe("the folders of k6p", () => {
  test("are the XDG folders on Linux and other systems", () => {
    const env = {
      XDG_CONFIG_HOME: "/x/config",
      XDG_DATA_HOME: "/x/data",
      XDG_STATE_HOME: "/x/state",
      TMPDIR: "/x/tmp",
    };
    const expected = {
      config: "/x/config/k6p",
      data: "/x/data/k6p",
      state: "/x/state/k6p",
      runtime: "/x/tmp/k6p-1000",
    };
    expect(k6pDirectories(machine("linux", env))).toEqual(expected);
    expect(k6pDirectories(machine("freebsd", env))).toEqual(expected);
  });

  test("have their defaults in the home folder, also when an XDG variable is empty or relative", () => {
    const expected = {
      config: "/home/ann/.config/k6p",
      data: "/home/ann/.local/share/k6p",
      state: "/home/ann/.local/state/k6p",
      runtime: "/tmp/k6p-1000",
    };
    expect(k6pDirectories(machine("linux", {}, "/home/ann"))).toEqual(expected);
    const relative = {
      XDG_CONFIG_HOME: "config",
      XDG_DATA_HOME: "",
      XDG_STATE_HOME: "./state",
      XDG_RUNTIME_DIR: "run",
      TMPDIR: "tmp",
    };
    expect(k6pDirectories(machine("linux", relative, "/home/ann"))).toEqual(expected);
  });

  test("use the runtime folder of the session only when it is there and ours", () => {
    const folder = scratchFolder();
    const host = machine("linux", { XDG_RUNTIME_DIR: folder }, "/home/ann");
    const { uid } = statSync(folder);
    expect(k6pDirectories({ ...host, userId: uid }).runtime).toBe(join(folder, "k6p"));
    expect(k6pDirectories({ ...host, userId: uid + 1 }).runtime).toBe(`/tmp/k6p-${uid + 1}`);
    const missing = machine("linux", { XDG_RUNTIME_DIR: join(folder, "missing") }, "/home/ann");
    expect(k6pDirectories(missing).runtime).toBe("/tmp/k6p-1000");
  });

  test("are in Application Support on macOS", () => {
    const base = "/Users/ann/Library/Application Support/k6p";
    const host = machine("darwin", { TMPDIR: "/var/folders/x/T/", XDG_CONFIG_HOME: "/x" }, "/Users/ann");
    expect(k6pDirectories(host)).toEqual({
      config: base,
      data: base,
      state: `${base}/state`,
      runtime: "/var/folders/x/T/k6p-1000",
    });
  });

  test("are in AppData on Windows, also when its variables are missing", () => {
    const expected = {
      config: "C:\\Users\\ann\\AppData\\Roaming\\k6p",
      data: "C:\\Users\\ann\\AppData\\Local\\k6p\\data",
      state: "C:\\Users\\ann\\AppData\\Local\\k6p\\state",
      runtime: "C:\\Users\\ann\\AppData\\Local\\k6p\\run",
    };
    const env = { APPDATA: "C:\\Users\\ann\\AppData\\Roaming", LOCALAPPDATA: "C:\\Users\\ann\\AppData\\Local" };
    expect(k6pDirectories(machine("win32", env))).toEqual(expected);
    expect(k6pDirectories(machine("win32", {}, "C:\\Users\\ann"))).toEqual(expected);
  });

  test("are all below K6P_HOME when it is set", () => {
    const below = (home: string) => ({
      config: `${home}/config`,
      data: `${home}/data`,
      state: `${home}/state`,
      runtime: `${home}/run`,
    });
    for (const platform of ["linux", "darwin"] as const) {
      expect(k6pDirectories(machine(platform, { K6P_HOME: "/own" }))).toEqual(below("/own"));
      expect(k6pDirectories(machine(platform, { K6P_HOME: "own" }))).toEqual(below("/work/own"));
    }
    expect(k6pDirectories(machine("win32", { K6P_HOME: "D:\\own" })).runtime).toBe("D:\\own\\run");
  });

  test("cannot be known without a home folder, and the error says what to set", () => {
    for (const [platform, home] of [
      ["linux", ""],
      ["darwin", "relative"],
      ["win32", ""],
    ] as const) {
      const attempt = (): unknown => k6pDirectories(machine(platform, { K6P_HOME: "" }, home));
      expect(attempt).toThrow(
        expect.objectContaining({ code: "HOME_UNKNOWN", remedy: [expect.stringContaining("K6P_HOME=")] }),
      );
    }
  });
});

describe("a private folder", () => {
  const host = createNodeHost();
  const refusal = (remedy: string): unknown =>
    expect.objectContaining({ code: "FILE_UNSAFE", remedy: expect.arrayContaining([expect.stringContaining(remedy)]) });

  test("is made with its parents, and taken as it is when it is private already", () => {
    const path = join(scratchFolder(), "a", "b");
    ensurePrivateDirectory(host, path);
    ensurePrivateDirectory(host, path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test("may be reached by a symlink of our own", () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "real"), { mode: 0o700 });
    symlinkSync("real", join(folder, "link"));
    expect(() => ensurePrivateDirectory(host, join(folder, "link"))).not.toThrow();
  });

  test("is refused when others can enter it, with a line to paste that mends it", () => {
    const path = join(scratchFolder(), "Application Support");
    mkdirSync(path);
    for (const mode of [0o755, 0o770, 0o701]) {
      chmodSync(path, mode);
      expect(() => ensurePrivateDirectory(host, path)).toThrow(refusal(`chmod 700 '${path}'`));
    }
    expect(statSync(path).mode & 0o777).toBe(0o701);
  });

  test("is refused when it is a file, below a file, or a dangling symlink", () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "file"), "");
    symlinkSync("missing", join(folder, "dangling"));
    for (const name of ["file", "file/below", "dangling"])
      expect(() => ensurePrivateDirectory(host, join(folder, name))).toThrow(K6pError);
  });

  test.skipIf(
    skipUnless(process.getuid?.() === 0, "the right to give files to other users (root)", { optional: true }),
  )("is refused when it, or the symlink to it, belongs to another user", () => {
    const folder = scratchFolder();
    const ann: Host = { ...host, userId: 1000 };
    for (const name of ["ours", "theirs"]) mkdirSync(join(folder, name), { mode: 0o700 });
    chownSync(join(folder, "ours"), 1000, 1000);
    chownSync(join(folder, "theirs"), 1001, 1001);
    ensurePrivateDirectory(ann, join(folder, "ours"));
    expect(() => ensurePrivateDirectory(ann, join(folder, "theirs"))).toThrow(refusal("K6P_HOME"));
    const link: Host["files"] = { ...host.files, linkStatus: (path) => withOwner(host.files.linkStatus(path), 1001) };
    symlinkSync("ours", join(folder, "link"));
    expect(() => ensurePrivateDirectory({ ...ann, files: link }, join(folder, "link"))).toThrow(refusal("ls -ld"));
  });
});

function withOwner<T>(status: T, userId: number): T {
  return { ...status, userId };
}
