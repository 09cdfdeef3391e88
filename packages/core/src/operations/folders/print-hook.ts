import { bindingsPath } from "../../bindings/bindings-path.ts";
import { k6pDirectories } from "../../host/files/directories.ts";
import { joinPath } from "../../host/join-path.ts";
import type { Hook, HookId } from "../../hooks/hook.ts";
import { hookFor } from "../../hooks/hooks.ts";
import type { Parts } from "../../engine/engine.ts";

const LARGEST_FILE = 256 * 1024;

export interface HookRequest {
  readonly shell: HookId;
  /** In a bound folder, run only k6 with the profile instead of changing the shell's environment. */
  readonly wrapK6: boolean;
  /** Write the script to a file and print the path. */
  readonly asFile: boolean;
  /** Whether the output goes to a terminal instead of a shell. */
  readonly toTerminal: boolean;
}

/**
 * The shell hook script, or the path of a file that contains it. Throws `FILE_*` if the
 * file cannot be written.
 */
export async function printHook(
  engine: Parts<"host" | "lockDirectory" | "notify">,
  { shell, wrapK6, asFile, toTerminal }: HookRequest,
): Promise<string> {
  const { host } = engine;
  const hook = hookFor(shell);
  if (hook === undefined) return "";
  const directories = k6pDirectories(host);
  const script = hook.script({ bindingsPath: bindingsPath(host, directories.config), wrapK6 });
  if (!asFile && !toTerminal) return script;
  const path = joinPath(host, directories.data, "hooks", hook.fileName);
  if (asFile) await writeScript(engine, path, script);
  if (toTerminal) explain(engine, hook, asFile ? hook.source(path) : hook.evaluate);
  return asFile ? `${path}\n` : script;
}

async function writeScript(
  { host, lockDirectory }: Parts<"host" | "lockDirectory">,
  path: string,
  script: string,
): Promise<void> {
  const { editFile } = await import("../../host/files/edit-file.ts");
  const edit = (): Uint8Array => Buffer.from(script);
  await editFile(host, { path, lockDirectory, maxBytes: LARGEST_FILE, createParents: 0o700, edit });
}

function explain(engine: Parts<"notify">, { id, startupFile }: Hook, line: string | undefined): void {
  const message =
    line === undefined
      ? "This script has no effect until the shell loads it, and this shell loads it only from a file. Write the file:"
      : `This script has no effect until the shell loads it. Add this line to the end of ${startupFile}, then open a new shell:`;
  engine.notify({ level: "info", message, remedy: [line ?? `k6p hook ${id} --path`] });
}
