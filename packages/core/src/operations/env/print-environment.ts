import { renderChanges } from "../../shells/shell.ts";
import { detectShell } from "../use/detect-shell.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { exportEnvironment, type ExportMode } from "./export-environment.ts";
import { leaveEnvironment, removeLeftFile } from "./leave-environment.ts";

export interface PrintRequest {
  readonly name?: string | undefined;
  readonly shell?: string | undefined;
  readonly mode: ExportMode | "unset";
  /** Whether to show only the first and last characters of the token. */
  readonly mask: boolean;
  /** Whether the output goes to a terminal instead of a shell. */
  readonly toTerminal: boolean;
  /** Whether the shell hook calls, because of the folder. */
  readonly unasked?: boolean;
  /** Do not ask before a protected profile is used. */
  readonly yes?: boolean;
  /** The project that the command line names. */
  readonly project?: number | undefined;
}

/** The lines that make a shell use a profile, or leave it. Throws `VALUE_NOT_EXPRESSIBLE` for a value the shell cannot express. */
export async function printEnvironment(
  engine: Parts<"notify"> & Needs<typeof exportEnvironment>,
  request: PrintRequest,
): Promise<string> {
  const { name, shell: named, mode, mask, toTerminal, unasked, yes, project } = request;
  const shell = await detectShell(engine, named);
  if (mode === "unset") {
    const changes = leaveEnvironment(engine);
    if (changes.length === 0)
      engine.notify({ level: "info", message: "Nothing to unset: k6p env is not active in this shell." });
    if (toTerminal) hint("k6p env --unset");
    const lines = renderChanges(shell, changes, { mask });
    if (!toTerminal) removeLeftFile(engine, changes);
    return lines;
  }
  const { profile, changes, undo } = await exportEnvironment(engine, { name, mode, unasked, yes, project });
  // A value that cannot be restored must not be replaced.
  renderChanges(shell, undo, { mask });
  if (toTerminal) hint(`k6p env ${profile.name}${mode === "variables" ? "" : ` --${mode}`}`);
  return renderChanges(shell, changes, { mask });

  function hint(command: string): void {
    const masked = mask && mode !== "file" ? " The token is masked; --reveal shows it." : "";
    engine.notify({
      level: "info",
      message: `These lines take effect only when your shell evaluates them.${masked}`,
      remedy: [shell.evaluate(command)],
    });
  }
}
