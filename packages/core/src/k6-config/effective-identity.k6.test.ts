import { describe, expect, test } from "vitest";
import { type Outcome, PRECEDENCE_CASES, type PrecedenceCase } from "./fixtures/precedence-cases.ts";
import { type RealRun, runRealK6, withoutRealK6 } from "./fixtures/run-real-k6.ts";

describe.skipIf(withoutRealK6)("the real k6 sends what the table says", () => {
  test.concurrent.each(PRECEDENCE_CASES)("$name", async (example) => {
    expect(await sentByK6(example)).toEqual(example.result);
  });
});

/** Runs a command that sends token, stack and project. What is missing, and would keep k6 from sending the rest, is given by the environment. */
async function sentByK6(example: PrecedenceCase): Promise<Outcome> {
  const first = await runExample(example, {});
  if (first.requests.length > 0) return outcomeOf(first);
  if (first.output.includes("access token not configured")) {
    const { token: _, ...rest } = outcomeOf(await runExample(example, { K6_CLOUD_TOKEN: "given" }));
    return rest;
  }
  if (first.output.includes("stack ID not configured")) {
    const { stackId: _, ...rest } = outcomeOf(await runExample(example, { K6_CLOUD_STACK_ID: "7" }));
    return rest;
  }
  return "refused";
}

function runExample(
  { config, script, env, projectFlag }: PrecedenceCase,
  given: Readonly<Record<string, string>>,
): Promise<RealRun> {
  const flag = projectFlag === undefined ? [] : [`--project-id=${projectFlag}`];
  const words = script === undefined ? ["cloud", "test", "list", ...flag] : ["cloud", "upload", "script.js"];
  return runRealK6(words, {
    config: config === undefined ? undefined : Buffer.from(config),
    env: { ...env, ...given },
    script: sourceOf(script ?? {}),
  });
}

function sourceOf(options: NonNullable<PrecedenceCase["script"]>): string {
  const exported =
    Object.keys(options).length === 0 ? "" : `export const options = { cloud: ${JSON.stringify(options)} };\n`;
  return `${exported}export default function () {}\n`;
}

function outcomeOf({ requests }: RealRun): Exclude<Outcome, "refused"> {
  const last = requests.at(-1);
  const [, project] = /\/projects\/(-?\d+)\//.exec(last?.path ?? "") ?? [];
  return {
    ...(last?.token && { token: last.token }),
    ...(last?.stackId && { stackId: last.stackId }),
    ...(project && { project: Number(project) }),
  };
}
