import { chmodSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { type CommandResult, execOnMany, type ExecOnManyRequest } from "./exec-on-many.ts";

let test: TestEngine;
let lines: string[];

beforeEach(async () => {
  test = createTestEngine({ env: { PATH: process.env["PATH"] } });
  lines = [];
  for (const name of ["prod", "staging", "team-a"]) await addTestProfile(test.engine, { name });
});

afterEach(() => test.remove());

function script(text: string): string {
  const path = join(test.home, "script.sh");
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

function exec(program: string, options: Partial<ExecOnManyRequest> = {}): Promise<readonly CommandResult[]> {
  return execOnMany(test.engine, {
    selection: { names: [], all: true },
    command: [program],
    withEnv: false,
    jobs: 4,
    failFast: false,
    onLine: (profile, stream, line) => lines.push(`${profile.name} ${stream} ${line}`),
    ...options,
  });
}

describe("one command for several profiles", () => {
  it("gives each command its own profile, and each line the name of its profile", async () => {
    const results = await exec(script('grep -o "token-of-[a-z-]*" "$K6_CONFIG"; printf "no break" >&2'));
    expect(results.map(({ profile, outcome, exitCode }) => [profile.name, outcome, exitCode])).toEqual([
      ["prod", "succeeded", 0],
      ["staging", "succeeded", 0],
      ["team-a", "succeeded", 0],
    ]);
    expect(lines.toSorted()).toEqual(
      ["prod", "staging", "team-a"].flatMap((name) => [`${name} stderr no break`, `${name} stdout token-of-${name}`]),
    );
  });

  it("leaves no private file", async () => {
    await exec(script("exit 0"));
    const runtime = test.engine.directories.runtime;
    expect(existsSync(runtime) ? readdirSync(runtime).filter((name) => name.startsWith("k6-")) : []).toEqual([]);
  });

  it("explains k6's exit codes, and lets the others end", async () => {
    const results = await exec(script('[ "$K6P_PROFILE" = staging ] && exit 99; exit 0'));
    expect(results.map(({ outcome, exitCode, meaning }) => [outcome, exitCode, meaning])).toEqual([
      ["succeeded", 0, undefined],
      ["failed", 99, "a threshold failed"],
      ["succeeded", 0, undefined],
    ]);
  });

  it("reports a profile without a token, and runs the others", async () => {
    test.engine.tokens.remove(test.engine.ownProfiles.get("prod").id);
    const [prod, staging] = await exec(script("exit 0"));
    expect(prod).toMatchObject({ outcome: "not-started", problem: { code: "TOKEN_MISSING" } });
    expect(staging).toMatchObject({ outcome: "succeeded" });
  });

  it("starts no more after a failure where that is wanted", async () => {
    const results = await exec(script("exit 3"), { jobs: 1, failFast: true });
    expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "not-started", "not-started"]);
  });

  it("runs no more than it may at the same time", async () => {
    const busy = join(test.home, "busy");
    await exec(script(`mkdir "${busy}" || exit 1; sleep 0.05; rmdir "${busy}"`), { jobs: 1 }).then((results) =>
      expect(results.every(({ outcome }) => outcome === "succeeded")).toBe(true),
    );
  });

  it("does not wait for what a command leaves running", async () => {
    const [result] = await exec(script("sleep 60 & echo started"), { selection: { names: ["prod"] } });
    expect(result).toMatchObject({ outcome: "succeeded" });
    expect(lines).toEqual(["prod stdout started"]);
  });

  it("runs nothing when the program does not exist", async () => {
    await expect(exec(join(test.home, "nothing"))).rejects.toMatchObject({ code: "COMMAND_NOT_FOUND" });
  });
});
