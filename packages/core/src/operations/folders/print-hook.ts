import { bindingsPath } from "../../bindings/bindings-path.ts";
import { k6pDirectories } from "../../host/files/directories.ts";
import type { Host } from "../../host/host.ts";
import { joinPath } from "../../host/join-path.ts";
import type { Hook, HookId } from "../../hooks/hook.ts";
import { hookFor } from "../../hooks/hooks.ts";
import type { Parts } from "../../engine/engine.ts";

const LARGEST_FILE = 256 * 1024;

export interface HookRequest {
  readonly shell: HookId;
  /** In a bound folder, run k6 itself under the profile instead of giving the profile to the shell. */
  readonly wrapK6: boolean;
  /** Write the script to a file, and print the path of that. */
  readonly asFile: boolean;
  /** Whether a person, and no shell, gets the output. */
  readonly toTerminal: boolean;
}

/**
 * The script that makes a shell at home with k6p, or the path of a file with it. The engine is loaded only for a file or a person.
 * Throws `FILE_*` when the file cannot be written.
 */
export async function printHook(
  host: Host,
  loadEngine: () => Promise<Parts<"host" | "lockDirectory" | "notify">>,
  { shell, wrapK6, asFile, toTerminal }: HookRequest,
): Promise<string> {
  const hook = hookFor(shell);
  if (hook === undefined) return "";
  const directories = k6pDirectories(host);
  const script = hook.script({ bindingsPath: bindingsPath(host, directories.config), wrapK6 });
  if (!asFile && !toTerminal) return script;
  const engine = await loadEngine();
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
      ? "This does nothing by itself, and the shell can only read it from a file. Write one:"
      : `This does nothing by itself. Put this line at the end of ${startupFile}, and open a new shell:`;
  engine.notify({ level: "info", message, remedy: [line ?? `k6p hook ${id} --path`] });
}
