import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import { Secret } from "../../secrets/secret.ts";
import type { VariableChange } from "../../shells/shell.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { exportEnvironment, type ExportMode } from "./export-environment.ts";
import { leaveEnvironment, removeLeftFile } from "./leave-environment.ts";
import { BEFORE_VARIABLE } from "../../host/k6p-variables.ts";

let test: TestEngine;

beforeAll(async () => {
  test = createTestEngine();
  await addTestProfile(test.engine, { name: "prod", stackId: 11111, project: 1100 });
  await addTestProfile(test.engine, { name: "bare", stackId: 33333 });
  await addTestProfile(test.engine, {
    name: "hosted",
    stackId: 44444,
    host: "https://in.example",
    hostv6: "https://api.example",
  });
});

afterAll(() => test.remove());
beforeEach(() => test.notices.splice(0));

/** What the shell has after it has evaluated the changes. */
function evaluated(env: Environment, changes: readonly VariableChange[]): Environment {
  const result: Record<string, string | undefined> = { ...env };
  for (const { name, value } of changes) result[name] = value instanceof Secret ? value.reveal() : value;
  return setOnes(result);
}

function setOnes(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}

async function enter(env: Environment, name: string, mode: ExportMode = "variables"): Promise<Environment> {
  return evaluated(env, (await exportEnvironment(test.withEnv(env), { name, mode })).changes);
}

function leave(env: Environment): Environment {
  return evaluated(env, leaveEnvironment(test.withEnv(env)));
}

const MODES: readonly ExportMode[] = ["variables", "file", "portable"];
const OF_BEFORE: Environment = {
  K6_CLOUD_TOKEN: "token of before",
  K6_CLOUD_STACK_ID: "9",
  K6_CLOUD_STACK_URL: "",
  K6_CLOUD_PROJECT_ID: "99",
  K6_CLOUD_PUSH_REF_ID: "999",
  DEFAULTPROJECTID: "9999",
  K6P_PROFILE: "bare",
  K6_CONFIG: "own.json",
};

describe("leaving", () => {
  it.each(MODES)("brings everything back that the first of several profiles displaced (%s)", async (mode) => {
    for (const before of [{}, OF_BEFORE, { ...OF_BEFORE, K6_CLOUD_HOST: "https://other.example" }]) {
      const inside = await enter(await enter(before, "hosted", mode), "hosted", "variables");
      expect(inside["K6P_PROFILE"]).toBe("hosted");
      expect(leave(inside)).toEqual(before);
    }
  });

  it("equals never having come, after any sequence of profiles, hand-made changes and ways", async () => {
    const names = [...Object.keys(OF_BEFORE), "K6_CLOUD_HOST", "K6_CLOUD_HOST_V6"];
    const values = fc.constantFrom(undefined, "", "1", "two words");
    const before = fc.record(Object.fromEntries(names.map((name) => [name, values])));
    const entering = fc.record({ profile: fc.constantFrom("prod", "bare", "hosted"), mode: fc.constantFrom(...MODES) });
    const byHand = fc.record({ name: fc.constantFrom(...names), value: values });
    const steps = fc.array(fc.oneof({ weight: 2, arbitrary: entering }, byHand, fc.constant("leave" as const)), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(before, steps, async (start, sequence) => {
        /** What the shell has, and what it would have without k6p. */
        let [here, without] = [setOnes(start), setOnes(start)];
        /** Both, as the last profile was taken. */
        let taken: { readonly here: Environment; readonly without: Environment } | undefined;
        for (const step of sequence) {
          if (step === "leave") {
            here = leave(here);
            taken = undefined;
            expect(here).toEqual(without);
          } else if ("profile" in step) {
            const direct = await entered(without, step.profile, step.mode);
            here = (await entered(here, step.profile, step.mode)) ?? here;
            if (direct === undefined) continue;
            taken = { here, without };
            expect(comparable(here)).toEqual(comparable(direct));
          } else if (step.value !== here[step.name]) {
            here = setOnes({ ...here, [step.name]: step.value });
            // Who makes it again what k6p had made it has taken the change back.
            const isBack = taken !== undefined && step.value === taken.here[step.name];
            without = setOnes({ ...without, [step.name]: isBack ? taken?.without[step.name] : step.value });
          }
        }
        expect(leave(here)).toEqual(without);
      }),
      { numRuns: 150 },
    );
  });

  it("does nothing in a shell that has no profile, even in one that a command of exec started", async () => {
    expect(leaveEnvironment(test.withEnv({ ...OF_BEFORE, K6P_PROFILE: "prod" }))).toEqual([]);
  });

  it("removes the private file of the shell, but none that k6p did not make for it", async () => {
    const inside = await enter({}, "prod", "file");
    const engine = test.withEnv(inside);
    removeLeftFile(engine, []);
    expect(existsSync(inside["K6_CONFIG"] ?? "")).toBe(true);
    removeLeftFile(engine, leaveEnvironment(engine));
    expect(existsSync(inside["K6_CONFIG"] ?? "")).toBe(false);

    const lasting = await enter({}, "prod");
    const second = test.withEnv(lasting);
    removeLeftFile(second, leaveEnvironment(second));
    expect(existsSync(lasting["K6_CONFIG"] ?? "")).toBe(true);
  });

  it("goes without what was there before when its memory was changed, and says so", async () => {
    test.writeConfig("{}");
    const own = join(test.home, "own.json");
    const inside = await enter({ K6_CONFIG: own, K6_CLOUD_TOKEN: "token of before" }, "prod");
    for (const memory of ["", "nonsense", inside[BEFORE_VARIABLE]?.slice(0, -9)]) {
      test.notices.splice(0);
      expect(leave({ ...inside, [BEFORE_VARIABLE]: memory })).toEqual({ K6_CONFIG: own });
      expect(test.notices).toMatchObject([{ level: "warning", message: expect.stringContaining(BEFORE_VARIABLE) }]);
    }
  });

  it("hands the token of before on as a secret", async () => {
    const inside = await enter({ K6_CLOUD_TOKEN: "token of before" }, "prod");
    const changes = leaveEnvironment(test.withEnv(inside));
    expect(changes.find(({ name }) => name === "K6_CLOUD_TOKEN")?.value).toBeInstanceOf(Secret);
  });
});

/** As `enter`, but undefined where the environment would send the token elsewhere, or k6 would fail on `K6_CONFIG`. */
async function entered(env: Environment, name: string, mode: ExportMode): Promise<Environment | undefined> {
  try {
    return await enter(env, name, mode);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    expect(["TOKEN_FOR_OTHER_DESTINATION", "K6_CONFIG_PATH"]).toContain(error.code);
    return undefined;
  }
}

/** Private files have names of chance. */
function comparable({ [BEFORE_VARIABLE]: _, K6_CONFIG: config = "", ...env }: Environment): unknown {
  return { ...env, config: config.replace(/k6-[0-9a-f]{24}/, "k6-CHANCE") };
}
