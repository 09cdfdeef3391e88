import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { spawnRealK6, withoutRealK6 } from "./fixtures/run-real-k6.ts";
import { locateK6Config } from "./locate-k6-config.ts";

let work: string;

beforeEach(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), "k6p-locate-")));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

/** HOME and XDG_CONFIG_HOME are the working folder unless said otherwise; `WORK` in a value stands for it. */
const MACHINES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["a home", { HOME: "WORK/home" }],
  ["XDG_CONFIG_HOME", { HOME: "WORK/home", XDG_CONFIG_HOME: "WORK/xdg" }],
  ["a relative XDG_CONFIG_HOME", { HOME: "WORK/home", XDG_CONFIG_HOME: "xdg" }],
  ["an empty HOME", { HOME: "" }],
  ["a relative HOME", { HOME: "home" }],
  ["K6_CONFIG", { HOME: "WORK/home", K6_CONFIG: "WORK/other.json" }],
  ["a relative K6_CONFIG", { HOME: "WORK/home", K6_CONFIG: "sub/../other.json" }],
  ["a K6_CONFIG that spells the default path", { HOME: "WORK/home", K6_CONFIG: "WORK/home/.config/k6/config.json" }],
  ["a K6_CONFIG that spells it differently", { HOME: "WORK/home", K6_CONFIG: "WORK/home/.config//k6/config.json" }],
];

describe.skipIf(withoutRealK6)("the real k6 reads the file that was located", () => {
  test.each(MACHINES)("with %s", async (_case, settings) => {
    const env = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, value.replace("WORK", work)]),
    );
    const { path, k6NeedsFile } = locateK6Config(
      { platform: process.platform, workingDirectory: work, env },
      { isOwnFile: () => false },
    );
    mkdirSync(join(work, "sub"));

    const missing = await spawnRealK6(["cloud", "login", "--show"], work, env);
    expect(missing.exitCode !== 0).toBe(k6NeedsFile);

    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{"collectors":{"cloud":{"stackID":4711}}}');
    const present = await spawnRealK6(["cloud", "login", "--show"], work, env);
    expect(present.output).toContain("4711");
  });

  test("an empty K6_CONFIG is an error", async () => {
    const { exitCode } = await spawnRealK6(["cloud", "login", "--show"], work, { HOME: work, K6_CONFIG: "" });
    expect(exitCode).not.toBe(0);
  });
});
