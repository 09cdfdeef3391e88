import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../../engine/engine.ts";
import type { Prompter } from "../../engine/prompter.ts";
import { codeOf } from "../../testing/error-code.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { exportEnvironment } from "../env/export-environment.ts";
import { writeVariables } from "../env/write-variables.ts";
import { execCommand } from "../run/exec-command.ts";
import { execOnMany } from "../run/exec-on-many.ts";
import { openShell } from "../run/open-shell.ts";
import { useProfile } from "../use/use-profile.ts";

let test: TestEngine;

beforeEach(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", protected: true });
  await addTestProfile(test.engine, { name: "live", protected: true });
  await addTestProfile(test.engine, { name: "kept", protected: "change" });
  await addTestProfile(test.engine, { name: "dev" });
});

afterEach(() => test.remove());

const asked: string[] = [];

/** A terminal where the name of a profile is typed. */
function typing(answer: string): Prompter {
  asked.length = 0;
  const unexpected = () => Promise.reject(new Error("an unexpected question"));
  const text = async (question: string) => (asked.push(question), answer);
  return { text, secret: unexpected, confirm: unexpected, choose: unexpected, profile: unexpected };
}

interface Call {
  readonly name: string;
  readonly yes?: boolean;
}

const command = [process.execPath, "-e", ""];
const ROUTES: Readonly<Record<string, (engine: Engine, call: Call) => Promise<unknown>>> = {
  use: useProfile,
  env: (engine, call) => exportEnvironment(engine, { ...call, mode: "variables" }),
  "env --format": (engine, call) =>
    writeVariables(engine, { ...call, format: "json", mask: true, toTerminal: false, print: async () => undefined }),
  exec: (engine, call) => execCommand(engine, { ...call, command, withEnv: false }),
  shell: (engine, call) => openShell(engine, { ...call, program: "/bin/true" }),
  "exec for many": (engine, { name, yes }) =>
    execOnMany(engine, {
      selection: { names: [name] },
      command,
      withEnv: false,
      jobs: 1,
      failFast: false,
      onLine: () => undefined,
      yes,
    }),
};

describe.each(Object.entries(ROUTES))("a protected profile, by %s", (_route, run) => {
  it("needs --yes or K6P_CONFIRM without a terminal", async () => {
    expect(await codeOf(() => run(test.engine, { name: "prod" }))).toBe("CONFIRMATION_NEEDED");
    const other = test.withEnv({ K6P_CONFIRM: "dev" });
    expect(await codeOf(() => run(other, { name: "prod" }))).toBe("CONFIRMATION_NEEDED");
    await run(test.engine, { name: "prod", yes: true });
    await run(test.withEnv({ K6P_CONFIRM: "live,PROD" }), { name: "prod" });
  });

  it("asks for its name at a terminal, once, and takes no other answer", async () => {
    expect(await codeOf(() => run(test.withEnv({}, typing("y")), { name: "prod" }))).toBe("CANCELLED");
    await run(test.withEnv({}, typing("prod")), { name: "prod" });
    expect(asked).toEqual([expect.stringContaining("Type prod")]);
  });

  it("is not asked about when only changes are guarded", async () => {
    await expect(run(test.engine, { name: "kept" })).resolves.toBeDefined();
    await expect(run(test.engine, { name: "dev" })).resolves.toBeDefined();
  });
});

describe("the guard", () => {
  it("asks once for several profiles, and names all that are protected", async () => {
    const many = ROUTES["exec for many"];
    await many?.(test.withEnv({}, typing("live, prod")), { name: "prod,dev,live" });
    expect(asked).toHaveLength(1);
    expect(await codeOf(async () => many?.(test.withEnv({}, typing("prod")), { name: "prod,live" }))).toBe("CANCELLED");
  });

  it("writes nothing without a confirmation", async () => {
    await useProfile(test.engine, { name: "dev" });
    const before = test.readConfig();
    await codeOf(() => useProfile(test.engine, { name: "prod" }));
    expect(test.readConfig()).toBe(before);
    expect((await useProfile(test.engine, { name: "prod", dryRun: true })).outcome).toBe("would-write");
  });

  it("never asks for the shell hook, and names the way out", async () => {
    const hook = { name: "prod", mode: "variables", unasked: true } as const;
    await expect(exportEnvironment(test.withEnv({}, typing("prod")), hook)).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
      remedy: ["Use it yourself: k6p use --here prod", expect.stringContaining("K6P_CONFIRM=prod")],
    });
    const wrapped = { name: "prod", command, withEnv: false, byFolder: true };
    await expect(execCommand(test.withEnv({}, typing("prod")), wrapped)).rejects.toMatchObject({
      code: "CONFIRMATION_NEEDED",
      remedy: [expect.stringContaining("k6p exec prod -- "), expect.anything()],
    });
    expect(asked).toEqual([]);
  });
});
