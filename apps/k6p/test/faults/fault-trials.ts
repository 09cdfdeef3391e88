import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildShim } from "./build-shim.ts";
import type { Thoroughness } from "./choose-faults.ts";
import type { Fault } from "./fault.ts";
import { FaultHome } from "./fault-home.ts";
import { SCENARIOS } from "./scenarios.ts";
import { type Trial, titleOf, tryFaults } from "./try-faults.ts";

export interface TrialsRequest {
  readonly thoroughness: Thoroughness;
  /** How many homes are worked in at once. */
  readonly jobs: number;
  /** Leaves out commands by their titles. */
  readonly wants?: (title: string) => boolean;
  /** Leaves out faults. */
  readonly only?: (fault: Fault) => boolean;
  /** Gets each trial as it ends. */
  readonly onTrial?: (trial: Trial) => void;
}

/** Tries the commands with their faults, in homes of their own. */
export async function tryCommands(request: TrialsRequest): Promise<readonly Trial[]> {
  const { thoroughness, jobs, wants = () => true, only, onTrial } = request;
  const queue = Object.entries(SCENARIOS)
    .flatMap(([command, scenarios]) => scenarios.map((scenario) => ({ command, scenario })))
    .filter(({ scenario }) => thoroughness !== "sample" || scenario.inSample === true)
    .map((job, turn) => ({ ...job, choice: { thoroughness, turn } }))
    .filter(({ command, scenario }) => wants(titleOf(command, scenario)));
  const trials: Trial[] = [];
  await inFolder(async (folder) => {
    const shim = buildShim(folder);
    const worker = async (number: number): Promise<void> => {
      const root = join(folder, `slot-${number}`);
      mkdirSync(root);
      const home = new FaultHome(root, shim);
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        const trial = await tryFaults(home, { ...job, ...(only === undefined ? {} : { only }) });
        onTrial?.(trial);
        trials.push(trial);
      }
    };
    await Promise.all(Array.from({ length: jobs }, (_, number) => worker(number)));
  });
  return trials;
}

/** In memory where there is a file system for it: a disk makes every command wait. */
export async function inFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "k6p-faults-"));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was wrong, as lines to read. */
export function failureLines({ failures }: Trial): readonly string[] {
  return failures.flatMap(({ fault, reasons }) => [
    `${fault.kind} at call ${fault.at.number} (${fault.at.call} ${fault.at.path.split("/home/").at(-1)})`,
    ...reasons.map((reason) => `  ${reason.replaceAll("\n", "\n  ")}`),
  ]);
}
