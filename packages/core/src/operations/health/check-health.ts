import { K6pError } from "../../errors/k6p-error.ts";
import { problemOf } from "../../errors/problem.ts";
import { type Check, type EveryPart, type HealthFinding, type HealthReport, problemFinding } from "./check.ts";
import { CHECKS } from "./checks.ts";

export interface CheckedFinding extends Omit<HealthFinding, "fix"> {
  /** Whether `--fix` can repair it. */
  readonly fixable: boolean;
  /** What was done about it; undefined where nothing was. */
  readonly fixed: string | undefined;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly facts: string | undefined;
  readonly findings: readonly CheckedFinding[];
}

/** Runs every check, one after another, and with `fix` repairs what can be repaired safely. A check that fails is a finding of its own. */
export async function checkHealth(
  engine: EveryPart,
  { fix, checks = CHECKS }: { readonly fix: boolean; readonly checks?: readonly Check[] },
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    engine.notify({ level: "progress", message: `Checking: ${check.title}` });
    const { findings, facts } = await run(check, engine);
    const checked: CheckedFinding[] = [];
    for (const finding of findings) checked.push(await repaired(finding, fix));
    results.push({ id: check.id, title: check.title, facts, findings: checked });
  }
  return results;
}

async function run(check: Check, engine: EveryPart): Promise<HealthReport> {
  try {
    return await check.run(engine);
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return { findings: [problemFinding(problemOf(error))] };
  }
}

async function repaired({ fix, ...finding }: HealthFinding, wanted: boolean): Promise<CheckedFinding> {
  if (fix === undefined || !wanted) return { ...finding, fixable: fix !== undefined, fixed: undefined };
  try {
    return { ...finding, fixable: true, fixed: await fix() };
  } catch (error) {
    const message = `${finding.message} It could not be repaired: ${error instanceof Error ? error.message : String(error)}`;
    return { ...finding, message, fixable: true, fixed: undefined };
  }
}
