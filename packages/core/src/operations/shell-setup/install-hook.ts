import { bindingsPath } from "../../bindings/bindings-path.ts";
import { joinPath } from "../../host/join-path.ts";
import type { Host } from "../../host/host.ts";
import type { HookId } from "../../hooks/hook.ts";
import { hookFor, HOOKS } from "../../hooks/hooks.ts";
import { configFolder } from "../../startup-files/config-folder.ts";
import { addToStartupFile, removeFromStartupFile } from "../../startup-files/edit-startup-file.ts";
import { removeOwnScript, writeOwnScript } from "../../startup-files/own-script.ts";
import { StartupBlock } from "../../startup-files/startup-block.ts";
import { nushellAutoload, STARTUP_FILES } from "../../startup-files/startup-files.ts";
import type { Parts } from "../../engine/engine.ts";
import { chooseShell } from "./choose-shell.ts";
import { requireHome } from "./require-home.ts";

export interface HookInstalled {
  readonly shell: HookId;
  /** The file that the shell reads when it starts. */
  readonly file: string;
  /** The lines that were added to `file`; none if `file` belongs to k6p alone. */
  readonly lines: readonly string[];
  readonly outcome: "installed" | "unchanged";
}

export interface HookUninstalled extends Pick<HookInstalled, "shell" | "file"> {
  readonly outcome: "removed" | "absent";
}

interface HookRequest {
  /** The shell that runs k6p if absent. */
  readonly shell?: HookId | undefined;
  /** Edit this file instead of the shell's startup file. */
  readonly file?: string | undefined;
  /** Run k6 with the folder's profile instead of changing the shell's environment. */
  readonly wrapK6: boolean;
}

/** A block in a startup file of the user, or one of k6p's files that the shell loads. */
type Place =
  | { readonly kind: "line"; readonly file: string; readonly line: string }
  | { readonly kind: "file"; readonly file: string; readonly text: string };

const BLOCK = new StartupBlock("hook");

/** Makes a shell load the hook when it starts. Running it again changes nothing. Throws `SHELL_UNKNOWN`, `FILE_*`. */
export async function installHook(
  engine: Parts<"host" | "directories" | "lockDirectory">,
  request: HookRequest,
): Promise<HookInstalled> {
  const { shell, place } = await resolve(engine, request);
  const { host, lockDirectory } = engine;
  const { file } = place;
  if (place.kind === "file") {
    const outcome = await writeOwnScript({ host, lockDirectory, path: file, text: place.text, folderMode: 0o755 });
    return { shell, file, lines: [], outcome: outcome === "written" ? "installed" : "unchanged" };
  }
  const outcome = await addToStartupFile({ host, lockDirectory, file, block: BLOCK }, place.line);
  return { shell, file, lines: BLOCK.lines(place.line), outcome: outcome === "written" ? "installed" : "unchanged" };
}

/** Undoes `installHook`: the startup file has its previous bytes again. */
export async function uninstallHook(
  engine: Parts<"host" | "directories" | "lockDirectory">,
  request: HookRequest,
): Promise<HookUninstalled> {
  const { shell, place } = await resolve(engine, request);
  const { host, lockDirectory } = engine;
  const { file } = place;
  const isRemoved =
    place.kind === "file"
      ? removeOwnScript(host, file)
      : (await removeFromStartupFile({ host, lockDirectory, file, block: BLOCK })) === "written";
  return { shell, file, outcome: isRemoved ? "removed" : "absent" };
}

async function resolve(
  engine: Parts<"host" | "directories">,
  { shell: named, file, wrapK6 }: HookRequest,
): Promise<{ readonly shell: HookId; readonly place: Place }> {
  const shell = await chooseShell(engine, { named, supported: HOOKS.map(({ id }) => id), what: "hook" });
  requireHome(engine.host);
  const place = await placeFor(engine, shell, wrapK6);
  return { shell, place: file === undefined ? place : { ...place, file } };
}

/** The lines do nothing where k6p is not installed (any more), so that a shell starts without an error. */
async function placeFor(
  { host, directories }: Parts<"host" | "directories">,
  shell: HookId,
  wrapK6: boolean,
): Promise<Place> {
  const call = `k6p hook ${shell}${wrapK6 ? " --wrap-k6" : ""}`;
  switch (shell) {
    case "bash":
    case "zsh":
      return line(STARTUP_FILES[shell](host), `if command -v k6p >/dev/null 2>&1; then eval "$(${call})"; fi`);
    case "fish":
      return {
        kind: "file",
        file: fishFile(host),
        text: `# k6p hook for fish.\ncommand -q k6p; and ${call} | source\n`,
      };
    case "pwsh":
      return line(
        await STARTUP_FILES.pwsh(host),
        `if (Get-Command k6p -ErrorAction Ignore) { ${call} | Out-String | Invoke-Expression }`,
      );
    case "elvish":
      return line(STARTUP_FILES.elvish(host), `if (has-external k6p) { eval (${call} | slurp) }`);
    case "nushell": {
      const script = hookFor("nushell")?.script({ bindingsPath: bindingsPath(host, directories.config), wrapK6 });
      return { kind: "file", file: joinPath(host, nushellAutoload(host), "k6p-hook.nu"), text: script ?? "" };
    }
  }
}

function line(file: string, text: string): Place {
  return { kind: "line", file, line: text };
}

function fishFile(host: Host): string {
  return joinPath(host, configFolder(host), "fish", "conf.d", "k6p-hook.fish");
}
