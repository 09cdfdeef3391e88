import { withSetupLock } from "../bootstrap/setup-lock.mjs";
import { runCheck } from "./run-check.ts";
import { runTests } from "./run-tests.ts";
import { addTallies, printedTally, type TestTally } from "./test-tally.ts";

/** The two write the same folders, so one after the other; nothing is taken from a cache, which could replay an old result. */
async function buildChecks(): Promise<TestTally> {
  return withSetupLock(process.cwd(), async () =>
    addTallies([await runCheck("types"), await runCheck("build", "--force")]),
  );
}

async function readingChecks(): Promise<TestTally> {
  const tallies: TestTally[] = [];
  for (const name of ["lint", "format:check", "dead-code", "boundaries", "texts"]) tallies.push(await runCheck(name));
  return addTallies(tallies);
}

const checks = await Promise.all([buildChecks(), readingChecks()]);
if (checks[0].failed > 0)
  console.log("The tests that follow run on an older build or on none, because this one failed.");
const tally = addTallies([...checks, await runTests()]);
console.log(printedTally(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
