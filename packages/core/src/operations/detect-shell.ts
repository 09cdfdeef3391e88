import { K6pError } from "../errors/k6p-error.ts";
import type { Shell } from "../shells/shell.ts";
import { SHELLS, shellOfProgram } from "../shells/shells.ts";
import type { Engine } from "./engine.ts";

/**
 * The shell to print lines for: the one named, else the one that started k6p, else the one that `SHELL` names. Throws
 * `SHELL_UNKNOWN` rather than guess: lines for one shell can run code in another.
 */
export async function detectShell(engine: Engine, named: string | undefined): Promise<Shell> {
  if (named !== undefined)
    return (
      shellOfProgram(named) ??
      unknown(`${JSON.stringify(named.slice(0, 40))} is not a shell that k6p prints lines for.`)
    );
  const parent = await engine.host.processes.nameOf(engine.host.parentProcessId);
  const program = engine.host.env["SHELL"];
  const shell = (parent && shellOfProgram(parent)) || (program && shellOfProgram(program));
  return shell || unknown("Which shell the lines are for cannot be told.");
}

function unknown(message: string): never {
  const ids = SHELLS.map(({ id }) => id);
  throw new K6pError("SHELL_UNKNOWN", {
    message,
    remedy: [`Say which: --shell ${ids.join("|")}`],
    details: { shells: ids },
  });
}
