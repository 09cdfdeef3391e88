import { K6pError } from "../../errors/k6p-error.ts";
import type { Shell } from "../../shells/shell.ts";
import { SHELLS, shellOfProgram } from "../../shells/shells.ts";
import type { Parts } from "../../engine/engine.ts";

/** Programs that run k6p for a shell, directly or through their own `sh`. */
const RUNNER = /^(npm|npx|pnpm|yarn|bun|bunx|volta-shim)\b/;
/** Shells that must not get another shell's lines, even if `SHELL` names that shell. */
const OTHER_SHELL = /^(csh|tcsh|rc|es|ion|murex|osh|ysh)$/;

/**
 * The shell to print lines for: the one given, else the one that started k6p, else the one `SHELL` names. Throws `SHELL_UNKNOWN`
 * rather than guess: lines for one shell can run code in another.
 */
export async function detectShell(engine: Parts<"host">, named: string | undefined): Promise<Shell> {
  if (named !== undefined)
    return shellOfProgram(named) ?? unknown(`${JSON.stringify(named.slice(0, 40))} is not a shell that k6p supports.`);
  const { env } = engine.host;
  const starter = await startingProgram(engine);
  const started = starter === undefined ? undefined : shellOfProgram(starter);
  if (started !== undefined) return started;
  if (starter !== undefined && OTHER_SHELL.test(starter)) unknown(`${starter} is not a shell that k6p supports.`);
  const program = isXonsh(engine, starter) ? "xonsh" : env["SHELL"];
  return (program && shellOfProgram(program)) || unknown("Cannot tell which shell you use.");
}

/** The program that the user runs k6p from, such as `bash`; undefined if unknown. */
async function startingProgram(engine: Parts<"host">): Promise<string | undefined> {
  const parent = await ancestor(engine, 1);
  if (isRunner(parent)) return ancestor(engine, 2);
  return parent === "sh" && isRunner(await ancestor(engine, 2)) ? ancestor(engine, 3) : parent;
}

async function ancestor({ host }: Parts<"host">, generation: number): Promise<string | undefined> {
  let processId: number | undefined = host.parentProcessId;
  for (let above = 1; above < generation && processId !== undefined; above++) {
    processId = await host.processes.parentOf(processId);
  }
  return processId === undefined ? undefined : host.processes.nameOf(processId);
}

function isRunner(program: string | undefined): boolean {
  return program !== undefined && RUNNER.test(program);
}

/** xonsh is a Python script, and on some systems its process is named `python`. */
function isXonsh({ host }: Parts<"host">, starter: string | undefined): boolean {
  return /^python/i.test(starter ?? "") && host.env["XONSH_VERSION"] !== undefined;
}

function unknown(message: string): never {
  const ids = SHELLS.map(({ id }) => id);
  throw new K6pError("SHELL_UNKNOWN", {
    message,
    remedy: [`Name the shell: --shell ${ids.join("|")}`],
    details: { shells: ids },
  });
}
