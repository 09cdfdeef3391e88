import { editFile } from "../host/edit-file.ts";
import { joinPath } from "../host/join-path.ts";
import type { Hook, HookId } from "../hooks/hook.ts";
import { HOOKS } from "../hooks/hooks.ts";
import type { Engine } from "./engine.ts";

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

/** The script that makes a shell at home with k6p, or the path of a file with it. Throws `FILE_*` when that cannot be written. */
export async function printHook(engine: Engine, { shell, wrapK6, asFile, toTerminal }: HookRequest): Promise<string> {
  const hook = hookFor(shell);
  if (hook === undefined) return "";
  const script = hook.script({ bindingsPath: engine.bindings.path, wrapK6 });
  if (!asFile) {
    if (toTerminal) explain(engine, hook, hook.evaluate ?? `Write it to a file first: k6p hook ${shell} --path`);
    return script;
  }
  const path = joinPath(engine.host, engine.directories.data, "hooks", hook.fileName);
  await editFile(engine.host, {
    path,
    lockDirectory: engine.lockDirectory,
    maxBytes: LARGEST_FILE,
    createParents: 0o700,
    edit: () => Buffer.from(script),
  });
  if (toTerminal) explain(engine, hook, hook.source(path));
  return `${path}\n`;
}

/** The hook of a shell; undefined when there is none for it. */
export function hookFor(shell: string): Hook | undefined {
  return HOOKS.find(({ id }) => id === shell);
}

function explain(engine: Engine, { startupFile }: Hook, line: string): void {
  engine.notify({
    level: "info",
    message: `This does nothing by itself. Put this line at the end of ${startupFile}, and open a new shell:`,
    remedy: [line],
  });
}
