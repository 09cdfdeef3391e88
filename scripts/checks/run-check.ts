import { runScript } from "./run-script.ts";
import type { TestTally } from "./test-tally.ts";

/** Runs one check, which counts as a test: one line when it holds, its whole output when it does not. */
export async function runCheck(name: string, extra: string): Promise<TestTally> {
  let output = "";
  const startedAt = performance.now();
  const holds = await runScript({
    name,
    extra,
    onOutput: (text) => (output += text),
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (holds) console.log(`ok      ${name} (${seconds} s)`);
  else console.log(`FAILED  ${name} (${seconds} s)\n${output.trimEnd()}\n`);
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 };
}
