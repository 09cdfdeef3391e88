import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { makeProfileHome, VAULT } from "./profile-home.ts";
import { PROGRAM, runK6p, throwAwayHome } from "./run-k6p.ts";

/** What `k6p prompt` prints where the code of a changed program runs. */
const CHANGED = "!prod!";
const DIST = join(dirname(PROGRAM), "../dist");

describe.skipIf(process.platform === "win32")("compiled code in the user's cache", () => {
  let home: string;
  let folder: string;
  const prompt = async (env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { stdout, stderr, code } = await runK6p(["prompt"], { home, env: { ...VAULT, K6P_PROFILE: "prod", ...env } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout.trim();
  };
  const file = (): string => join(folder, readdirSync(folder).find((name) => name.startsWith("hot-prompt-")) ?? "none");

  beforeEach(async () => {
    home = await makeProfileHome([{ name: "prod", stackId: 1 }]);
    folder = join(home, ".cache/k6p");
    rmSync(folder, { recursive: true, force: true });
    expect(await prompt()).toBe("prod");
  });

  /** Code that a changed program has made of itself. V8 takes it for the real one's: the source is as long. */
  function plantChanged(): void {
    const copy = throwAwayHome();
    cpSync(join(DIST, ".."), copy, {
      recursive: true,
      filter: (path) => !/[\\/](?:node_modules|src|test|build)$/.test(path),
    });
    const name = readdirSync(DIST).find((entry) => entry.startsWith("hot-prompt-")) ?? "";
    const source = readFileSync(join(DIST, name), "utf8");
    const changed = source.replaceAll("{name}{mark}", "!{name}!    ");
    expect(changed).not.toBe(source);
    expect(changed).toHaveLength(source.length);
    writeFileSync(join(copy, "dist", name), changed);
    rmSync(file());
    const env = { HOME: home, K6P_PROFILE: "prod" };
    const printed = execFileSync(process.execPath, [join(copy, "bin/k6p.cjs"), "prompt"], { env, encoding: "utf8" });
    expect(printed.trim()).toBe(CHANGED);
  }

  it("is written once, for the user alone, and used", async () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const written = statSync(file()).mtimeMs;
    expect(await prompt()).toBe("prod");
    expect(statSync(file()).mtimeMs).toBe(written);
    plantChanged();
    expect(await prompt()).toBe(CHANGED);
  });

  it.each<[string, () => void]>([
    ["others may write", () => chmodSync(file(), 0o622)],
    ["others may read", () => chmodSync(file(), 0o644)],
    ["is in a folder that others may write", () => chmodSync(folder, 0o777)],
    ["is a symlink", () => moveAway(file())],
    ["has another name", () => linkSync(file(), join(home, "elsewhere"))],
    ["is in a folder that is a symlink", () => moveAway(folder)],
  ])("is not used when the file %s", async (_, change) => {
    plantChanged();
    change();
    expect(await prompt()).toBe("prod");
  });

  /** Leaves a symlink to it. */
  function moveAway(path: string): void {
    renameSync(path, join(home, "elsewhere"));
    symlinkSync(join(home, "elsewhere"), path);
  }

  it("is not used, and made again, when it is damaged, of another program, or a day old", async () => {
    for (const damage of ["", "damaged", readFileSync(file()).subarray(0, 1000)]) {
      writeFileSync(file(), damage);
      expect(await prompt()).toBe("prod");
      expect(statSync(file()).size).toBeGreaterThan(10_000);
    }
    const old = Date.now() / 1000 - 2 * 24 * 60 * 60;
    utimesSync(file(), old, old);
    expect(await prompt()).toBe("prod");
    expect(statSync(file()).mtimeMs / 1000).toBeGreaterThan(old + 60);
  });

  it("of other versions is swept", async () => {
    const own = file();
    const kept = ["other", basename(own).replace(/-v[\d.]+-/, "-v20.0.0-")];
    rmSync(own);
    writeFileSync(join(folder, "hot-prompt-previous-v20.0.0-x64.v8"), "");
    for (const name of kept) writeFileSync(join(folder, name), "");
    expect(await prompt()).toBe("prod");
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(kept));
    expect(readdirSync(folder)).toHaveLength(kept.length + 1);
  });

  it("is not needed: where the cache cannot be written, everything works", async () => {
    rmSync(join(home, ".cache"), { recursive: true });
    writeFileSync(join(home, ".cache"), "");
    expect(await prompt()).toBe("prod");
    mkdirSync(join(home, "own"));
    expect(await prompt({ XDG_CACHE_HOME: join(home, "own") })).toBe("prod");
    expect(readdirSync(join(home, "own/k6p"))).toHaveLength(1);
    expect(await prompt({ XDG_CACHE_HOME: "relative" })).toBe("prod");
  });
});
