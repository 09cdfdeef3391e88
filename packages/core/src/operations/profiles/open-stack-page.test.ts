import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Prompter } from "../../engine/prompter.ts";
import { createNodeHost } from "../../host/node/node-host.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { browserFor } from "../login/open-browser.ts";
import { openStackPage } from "./open-stack-page.ts";

// There is a terminal; nothing is asked.
const TERMINAL = {} as Prompter;

let test: TestEngine;
let bin: string;

beforeEach(async () => {
  test = createTestEngine();
  bin = join(test.home, "bin");
  mkdirSync(bin);
  await addTestProfile(test.engine, { name: "prod", stack: "acme" });
});

afterEach(() => test.remove());

function browser(script: string): void {
  writeFileSync(join(bin, "xdg-open"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "xdg-open"), 0o755);
}

const env = () => ({ PATH: bin, DISPLAY: ":0", K6_CLOUD_TOKEN: "never-for-a-browser" });

describe("opening a page of a stack", () => {
  it("starts the browser with the address, and without any token", async () => {
    browser(`echo "$1" > ${test.home}/opened; /usr/bin/env > ${test.home}/env`);
    const opened = await openStackPage(test.withEnv(env(), TERMINAL), { name: "prod", page: "home", printOnly: false });
    expect(opened).toMatchObject({ url: "https://acme.grafana.net/a/k6-app", opened: true });
    expect(readFileSync(join(test.home, "opened"), "utf8")).toBe(`${opened.url}\n`);
    expect(readFileSync(join(test.home, "env"), "utf8")).not.toContain("never-for-a-browser");
  });

  it("only returns the address where no terminal or no screen is, or where only that is wanted", async () => {
    browser("exit 1");
    const engines = [
      [test.withEnv(env()), false],
      [test.withEnv({ PATH: bin }, TERMINAL), false],
      [test.withEnv({ DISPLAY: ":0", PATH: "" }, TERMINAL), false],
      [test.withEnv(env(), TERMINAL), true],
    ] as const;
    for (const [engine, printOnly] of engines) {
      const opened = await openStackPage(engine, { name: "prod", page: "settings", printOnly });
      expect(opened).toMatchObject({ url: "https://acme.grafana.net/a/k6-app/settings/api-token", opened: false });
    }
    expect(test.notices).toEqual([]);
  });

  it("warns when the browser does not start", async () => {
    browser("exit 3");
    const opened = await openStackPage(test.withEnv(env(), TERMINAL), { name: "prod", page: "home", printOnly: false });
    expect(opened.opened).toBe(false);
    expect(test.notices).toEqual([
      expect.objectContaining({ level: "warning", message: expect.stringContaining("xdg-open") }),
    ]);
  });
});

it.each([
  ["darwin", {}, { program: "/usr/bin/open", arguments: ["https://x.example"] }],
  [
    "win32",
    { SystemRoot: "C:\\Windows" },
    { program: "C:\\Windows\\System32\\rundll32.exe", arguments: ["url.dll,FileProtocolHandler", "https://x.example"] },
  ],
  ["win32", {}, undefined],
] as const)("on %s the system's own program opens it", (platform, variables, expected) => {
  expect(browserFor(createNodeHost({ platform, env: variables }), "https://x.example")).toEqual(expected);
});
