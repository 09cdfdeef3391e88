import { withSetupLock } from "../bootstrap/setup-lock.mjs";
import { runCheck } from "./run-check.ts";
import { runTests } from "./run-tests.ts";
import { addTallies, printedTally, type TestTally } from "./test-tally.ts";

/** They write the same folders, so one comes after the other. */
const building = ["types", "build"];
const reading = ["lint", "format:check", "dead-code", "boundaries", "texts", "english"];
const tests = "unit";

const all = [...building, ...reading, tests];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`no such check: ${unknown.join(", ")}; there are ${all.join(", ")}`);

async function runInTurn(names: readonly string[]): Promise<TestTally> {
  const tallies: TestTally[] = [];
  for (const name of names) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    // Nothing is taken from a cache, which could replay an old result.
    tallies.push(await runCheck(name, name === "build" ? "--force" : ""));
  }
  return addTallies(tallies);
}

const [built, read] = await Promise.all([withSetupLock(process.cwd(), () => runInTurn(building)), runInTurn(reading)]);
if (built.failed > 0) console.log("What the tests run is an older build or none, because this one failed.");
const tested = asked.length === 0 || asked.includes(tests) ? await runTests() : addTallies([]);

const tally = addTallies([built, read, tested]);
console.log(printedTally(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
