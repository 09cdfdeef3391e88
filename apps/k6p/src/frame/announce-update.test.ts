import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host } from "@k6p/core/host/host";
import { createNodeHost } from "@k6p/core/host/node/node-host";
import { expect, it, onTestFinished } from "vitest";
import type { Terminal } from "../terminal/terminal.ts";
import { announceUpdate } from "./announce-update.ts";

interface Case {
  readonly env?: Readonly<Record<string, string>>;
  readonly outputIsTerminal?: boolean;
  readonly errorsAreTerminal?: boolean;
  readonly version?: string;
}

/** What is printed at the end of a command on a machine that has heard of 2.0.0, and what was asked for meanwhile. */
function told({ env = {}, outputIsTerminal = true, errorsAreTerminal = true, version = "1.0.0" }: Case): {
  readonly printed: string;
  readonly asked: readonly string[];
} {
  const home = mkdtempSync(join(tmpdir(), "k6p-update-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  mkdirSync(join(home, "state"));
  writeFileSync(join(home, "state/update.json"), JSON.stringify({ version: "2.0.0", askedAt: 0, toldAt: 0 }));
  const asked: string[] = [];
  const fetch: Host["fetch"] = (url) => {
    asked.push(url);
    return Promise.reject(new Error("offline"));
  };
  const host: Host = { ...createNodeHost({ env: { K6P_HOME: home } }), fetch };
  let printed = "";
  const printError = (text: string): void => void (printed += text);
  const terminal = { env, outputIsTerminal, errorsAreTerminal, printError } as unknown as Terminal;
  announceUpdate(host, terminal, version)?.();
  return { printed, asked };
}

it("announces a newer k6p to a person at a terminal, and how to turn that off", () => {
  const { printed, asked } = told({});
  expect(printed).toContain("k6p 2.0.0 is available; this is 1.0.0.");
  expect(printed).toContain("K6P_NO_UPDATE_NOTICE=1");
  expect(asked).toHaveLength(1);
});

it.each<[string, Case]>([
  ["in a pipe", { outputIsTerminal: false }],
  ["where errors go to a file", { errorsAreTerminal: false }],
  ["in CI", { env: { CI: "true" } }],
  ["to somebody who declined", { env: { K6P_NO_UPDATE_NOTICE: "1" } }],
  ["by a build that was never released", { version: "0.0.0" }],
])("neither announces nor asks %s", (_place, situation) => {
  expect(told(situation)).toEqual({ printed: "", asked: [] });
});
