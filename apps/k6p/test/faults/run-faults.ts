import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { missingForFaults } from "./build-shim.ts";
import { THOROUGHNESS, type Thoroughness } from "./choose-faults.ts";
import { failureLines, tryCommands } from "./fault-trials.ts";
import type { Trial } from "./try-faults.ts";

const { values: options } = parseArgs({
  options: {
    thoroughness: { type: "string", default: "usual" },
    only: { type: "string" },
    at: { type: "string" },
    kind: { type: "string" },
    jobs: { type: "string" },
  },
});

const missing = missingForFaults();
if (missing === undefined) process.exitCode = await runAll();
else say(`skipped: ${missing}`);

async function runAll(): Promise<number> {
  const startedAt = performance.now();
  const trials = await tryCommands({
    thoroughness: thoroughness(),
    jobs: Number(options.jobs ?? Math.min(4, Math.max(2, availableParallelism()))),
    wants: (title) => options.only === undefined || title.includes(options.only),
    only: ({ at, kind }) =>
      (options.at === undefined || Number(options.at) === at.number) &&
      (options.kind === undefined || options.kind === kind),
    onTrial: print,
  });
  printSummary(trials, (performance.now() - startedAt) / 1000);
  return trials.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

function thoroughness(): Thoroughness {
  const found = THOROUGHNESS.find((one) => one === options.thoroughness);
  if (found === undefined) throw new Error(`--thoroughness is one of ${THOROUGHNESS.join(", ")}`);
  return found;
}

function print(trial: Trial): void {
  const { title, calls, tried, failures } = trial;
  const verdict = failures.length === 0 ? "ok    " : "FAILED";
  say(`${verdict}  ${title}: ${tried - failures.length} of ${tried} faults survived, at ${calls} calls`);
  for (const line of failureLines(trial)) say(`  ${line.replaceAll("\n", "\n  ")}`);
}

function printSummary(trials: readonly Trial[], seconds: number): void {
  const sum = (count: (trial: Trial) => number): number => trials.reduce((total, trial) => total + count(trial), 0);
  const tried = sum((trial) => trial.tried);
  const failed = sum((trial) => trial.failures.length);
  const where = `${sum((trial) => trial.calls)} calls of ${trials.length} commands`;
  say(`${tried} faults at ${where}: ${tried - failed} survived, ${failed} did not (${seconds.toFixed(0)} s)`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
