import type { Parts } from "../../engine/engine.ts";
import type { HostProcesses } from "../../host/host.ts";
import { shellOfProgram } from "../../shells/shells.ts";

const MOST_ANCESTORS = 32;

/**
 * Process ID of the shell that evaluates what k6p prints, and with which a private file ends: the nearest shell above k6p, not one of its
 * subshells, and not one that another program started only to run k6p. Where the system does not tell, the leader of the session.
 */
export async function owningShell({ host }: Parts<"host">): Promise<number> {
  const { processes, parentProcessId } = host;
  const found = await shellAbove(processes, parentProcessId);
  return found ?? processes.sessionLeader() ?? parentProcessId;
}

async function shellAbove(processes: HostProcesses, start: number): Promise<number | undefined> {
  let current: number | undefined = start;
  for (let count = 0; count < MOST_ANCESTORS && current !== undefined && current > 1; count++) {
    if (processes.imageOf(current) === undefined) return undefined;
    const parent = await processes.parentOf(current);
    const isSubshell = parent !== undefined && processes.imageOf(parent) === processes.imageOf(current);
    if (!isSubshell && (await isShell(processes, current)) && !(await isForOneCommand(processes, current, parent)))
      return current;
    current = parent;
  }
  return undefined;
}

async function isShell(processes: HostProcesses, processId: number): Promise<boolean> {
  const name = await processes.nameOf(processId);
  return name !== undefined && shellOfProgram(name) !== undefined;
}

/** A text that evaluates what a command prints. */
const EVALUATES = /\$\(|`|\beval\b|\bsource\b/;

/** `npx`, `make` and the like run a command by a shell of their own, which evaluates nothing. */
async function isForOneCommand(
  processes: HostProcesses,
  processId: number,
  parent: number | undefined,
): Promise<boolean> {
  const words = processes.wordsOf(processId) ?? [];
  const isCommand = words[1] === "-c" && !EVALUATES.test(words[2] ?? "");
  return isCommand && parent !== undefined && !(await isShell(processes, parent));
}
