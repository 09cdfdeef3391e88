import { renderChanges } from "../../shells/shell.ts";
import { detectShell } from "./detect-shell.ts";
import type { Engine } from "../../engine/engine.ts";
import { exportEnvironment, type ExportMode } from "./export-environment.ts";
import { leaveEnvironment, removeLeftFile } from "./leave-environment.ts";

export interface PrintRequest {
  readonly name?: string | undefined;
  readonly shell?: string | undefined;
  readonly mode: ExportMode | "unset";
  /** Show only the ends of the token. */
  readonly mask: boolean;
  /** Whether a person, and no shell, gets the lines. */
  readonly toTerminal: boolean;
  /** Whether a hook takes the profile because of the folder, and not a person. */
  readonly unasked?: boolean;
}

/** The lines by which a shell takes a profile over, or leaves it. Throws `VALUE_NOT_EXPRESSIBLE` for what the shell cannot take. */
export async function printEnvironment(engine: Engine, request: PrintRequest): Promise<string> {
  const { name, shell: named, mode, mask, toTerminal, unasked } = request;
  const shell = await detectShell(engine, named);
  if (mode === "unset") {
    const changes = leaveEnvironment(engine);
    if (changes.length === 0)
      engine.notify({ level: "info", message: "This shell uses no profile of k6p: there is nothing to unset." });
    if (toTerminal) hint("k6p env --unset");
    const lines = renderChanges(shell, changes, { mask });
    if (!toTerminal) removeLeftFile(engine, changes);
    return lines;
  }
  const { profile, changes, undo } = await exportEnvironment(engine, { name, mode, unasked });
  // What could not be put back must not be displaced.
  renderChanges(shell, undo, { mask });
  if (toTerminal) hint(`k6p env ${profile.name}${mode === "variables" ? "" : ` --${mode}`}`);
  return renderChanges(shell, changes, { mask });

  function hint(command: string): void {
    const masked = mask && mode !== "file" ? " The token is masked here; --reveal shows it." : "";
    engine.notify({
      level: "info",
      message: `These lines do nothing until the shell evaluates them.${masked}`,
      remedy: [shell.evaluate(command)],
    });
  }
}
