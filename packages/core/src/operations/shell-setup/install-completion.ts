import type { CompletionPlace, CompletionShell, CompletionShellId } from "../../completions/completion-shell.ts";
import { COMPLETION_SHELLS } from "../../completions/completion-shells.ts";
import { joinPath } from "../../host/join-path.ts";
import { addToStartupFile, removeFromStartupFile } from "../../startup-files/edit-startup-file.ts";
import { removeOwnScript, writeOwnScript } from "../../startup-files/own-script.ts";
import { StartupBlock } from "../../startup-files/startup-block.ts";
import type { Parts } from "../../engine/engine.ts";
import { chooseShell } from "./choose-shell.ts";
import { requireHome } from "./require-home.ts";

export interface CompletionInstalled {
  readonly shell: CompletionShellId;
  /** The file that the shell reads when it starts. */
  readonly file: string;
  /** The completion script; the same as `file` if the shell needs no lines in another file. */
  readonly script: string;
  /** The lines that were added to `file`. */
  readonly lines: readonly string[];
  readonly outcome: "installed" | "unchanged";
}

export interface CompletionUninstalled extends Pick<CompletionInstalled, "shell" | "file" | "script"> {
  readonly outcome: "removed" | "absent";
}

interface CompletionRequest {
  /** The shell that runs k6p if absent. */
  readonly shell?: CompletionShellId | undefined;
  /** Edit this file instead of the shell's startup file. */
  readonly file?: string | undefined;
}

const BLOCK = new StartupBlock("completion");

/** Makes a shell load the completion script when it starts. Running it again changes nothing. Throws `SHELL_UNKNOWN`, `FILE_*`. */
export async function installCompletion(
  engine: Parts<"host" | "directories" | "lockDirectory">,
  request: CompletionRequest,
): Promise<CompletionInstalled> {
  const { shell, place, script } = await resolve(engine, request);
  const { host, lockDirectory } = engine;
  const own = { host, lockDirectory, path: script, text: shell.script };
  if (place.kind === "file") {
    const outcome = changed([await writeOwnScript({ ...own, folderMode: 0o755 })]);
    return { shell: shell.id, file: script, script, lines: [], outcome };
  }
  const line = place.line(script);
  const outcome = changed([
    await writeOwnScript({ ...own, folderMode: 0o700 }),
    await addToStartupFile({ host, lockDirectory, file: place.file, block: BLOCK }, line),
  ]);
  return { shell: shell.id, file: place.file, script, lines: BLOCK.lines(line), outcome };
}

/** Undoes `installCompletion`: the startup file has its previous bytes again. */
export async function uninstallCompletion(
  engine: Parts<"host" | "directories" | "lockDirectory">,
  request: CompletionRequest,
): Promise<CompletionUninstalled> {
  const { shell, place, script } = await resolve(engine, request);
  const { host, lockDirectory } = engine;
  const edit = { host, lockDirectory, file: place.file, block: BLOCK };
  const linesRemoved = place.kind === "line" && (await removeFromStartupFile(edit)) === "written";
  const scriptRemoved = removeOwnScript(host, script);
  return { shell: shell.id, file: place.file, script, outcome: linesRemoved || scriptRemoved ? "removed" : "absent" };
}

interface Resolved {
  readonly shell: CompletionShell;
  readonly place: CompletionPlace;
  /** Path of the script. */
  readonly script: string;
}

async function resolve(
  engine: Parts<"host" | "directories">,
  { shell: named, file }: CompletionRequest,
): Promise<Resolved> {
  const supported = Object.values(COMPLETION_SHELLS).map(({ id }) => id);
  const shell = COMPLETION_SHELLS[await chooseShell(engine, { named, supported, what: "completion" })];
  requireHome(engine.host);
  const usual = await shell.place(engine.host);
  const place = file === undefined ? usual : { ...usual, file };
  const script =
    place.kind === "file" ? place.file : joinPath(engine.host, engine.directories.data, "completion", place.script);
  return { shell, place, script };
}

function changed(outcomes: readonly ("written" | "unchanged")[]): CompletionInstalled["outcome"] {
  return outcomes.includes("written") ? "installed" : "unchanged";
}
