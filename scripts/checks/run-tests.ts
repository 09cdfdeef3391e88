import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "./run-script.ts";
import type { TestTally } from "./test-tally.ts";

/** Runs all tests at once with their log on stdout, and repeats at the end why tests were skipped. */
export async function runTests(): Promise<TestTally> {
  const folder = mkdtempSync(join(tmpdir(), "k6p-tally-"));
  const tallyFile = join(folder, "tally.json");
  let log = "";
  const succeeded = await runScript({
    name: "unit",
    extra: `${process.stdout.isTTY ? "--color" : "--no-color"} --reporter=default --reporter=./scripts/checks/tally-reporter.ts`,
    env: { K6P_TEST_TALLY: tallyFile },
    onOutput: (text) => {
      process.stdout.write(text);
      log += text;
    },
  });
  for (const reason of skipReasons(log)) console.log(reason);
  const tally = readTally(tallyFile);
  rmSync(folder, { recursive: true });
  return succeeded || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/** Tests that miss a program say so on a line of its own; each worker says it again. */
function skipReasons(log: string): Set<string> {
  return new Set(log.match(/^skipped: .+$/gm) ?? []);
}

function readTally(file: string): TestTally {
  try {
    const tally: unknown = JSON.parse(readFileSync(file, "utf8"));
    return tally as TestTally;
  } catch {
    console.log("The tests broke off before they could be counted.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
