import { K6pError } from "@k6p/core/errors/k6p-error";
import { joinPath } from "@k6p/core/host/join-path";
import type { Engine } from "@k6p/core/engine/engine";
import type { CompletionPlace, CompletionShell, CompletionShellId } from "./completion-shell.ts";
import { addLines, removeLines } from "./edit-start-file.ts";
import { blockLines } from "./rc-block.ts";
import { removeScript, writeScript } from "./write-script.ts";

export interface Installed {
  readonly shell: CompletionShellId;
  /** What the shell reads when it starts. */
  readonly file: string;
  /** The script that k6p's lines in `file` make the shell read; `file` itself where the shell needs no lines. */
  readonly script: string;
  readonly lines: readonly string[];
  readonly outcome: "installed" | "unchanged";
}

export interface Uninstalled extends Pick<Installed, "shell" | "file" | "script"> {
  readonly outcome: "removed" | "absent";
}

interface Wish {
  readonly shell: CompletionShell;
  /** Instead of the file that the shell usually reads. */
  readonly file?: string | undefined;
}

/** Makes a shell read k6p's script of completion when it starts. Done twice, it changes nothing. */
export async function installCompletion(engine: Engine, { shell, file }: Wish): Promise<Installed> {
  const place = await placeOf(engine, shell, file);
  if (place.kind === "file") {
    const outcome = await writeScript(engine, { path: place.file, text: shell.script, folderMode: 0o755 });
    return { shell: shell.id, file: place.file, script: place.file, lines: [], outcome: changed([outcome]) };
  }
  const script = scriptPath(engine, place);
  const line = place.line(script);
  const outcomes = [
    await writeScript(engine, { path: script, text: shell.script, folderMode: 0o700 }),
    await addLines(engine, place.file, line),
  ];
  return { shell: shell.id, file: place.file, script, lines: blockLines(line), outcome: changed(outcomes) };
}

/** Takes back what `installCompletion` did; the user's file has its former bytes again. */
export async function uninstallCompletion(engine: Engine, { shell, file }: Wish): Promise<Uninstalled> {
  const place = await placeOf(engine, shell, file);
  const script = place.kind === "file" ? place.file : scriptPath(engine, place);
  const linesRemoved = place.kind === "line" && (await removeLines(engine, place.file)) === "written";
  const scriptRemoved = removeScript(engine, script);
  return { shell: shell.id, file: place.file, script, outcome: linesRemoved || scriptRemoved ? "removed" : "absent" };
}

async function placeOf(engine: Engine, shell: CompletionShell, file: string | undefined): Promise<CompletionPlace> {
  requireHome(engine);
  const place = await shell.place(engine.host);
  return file === undefined ? place : { ...place, file };
}

function requireHome({ host }: Engine): void {
  if (host.homeDirectory !== "") return;
  throw new K6pError("HOME_UNKNOWN", { message: "There is no home folder in which a shell would look for its files." });
}

function scriptPath({ host, directories }: Engine, { script }: { readonly script: string }): string {
  return joinPath(host, directories.data, "completion", script);
}

function changed(outcomes: readonly ("written" | "unchanged")[]): Installed["outcome"] {
  return outcomes.includes("written") ? "installed" : "unchanged";
}
