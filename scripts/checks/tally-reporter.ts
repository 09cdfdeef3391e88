import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import type { TestTally } from "./test-tally.ts";

/**
 * Writes how the tests went to the file that `K6P_TEST_TALLY` names. A module that cannot be loaded and an error
 * outside of every test count as failed tests.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()]).map((test) => test.result().state);
    const count = (state: string): number => states.filter((other) => other === state).length;
    const brokenModules = modules.filter((module) => module.errors().length > 0).length;
    const tally: TestTally = {
      passed: count("passed"),
      failed: count("failed") + brokenModules + unhandledErrors.length,
      skipped: count("skipped") + count("pending"),
    };
    const file = process.env["K6P_TEST_TALLY"];
    if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
  }
}
