import type { Host } from "@k6p/core/host/host";
import { joinPath } from "@k6p/core/host/join-path";
import { type CompletionShell, tabbedLine } from "./completion-shell.ts";
import { configFolder } from "./config-folder.ts";

/** nushell has one completer for all programs; k6p's passes on what is not its own. */
export const nushell: CompletionShell = {
  id: "nushell",
  matches: false,
  describes: true,
  line: tabbedLine,
  place: (host) => ({ kind: "file", file: joinPath(host, nushellFolder(host), "autoload", "k6p-completion.nu") }),
  script: `# Completion of k6p for nushell.
do --env {
    let former = $env.config.completions?.external?.completer?
    $env.config.completions.external.completer = {|spans: list<string>|
        if ($spans | first) != "k6p" {
            return (if $former == null { null } else { do $former $spans })
        }
        let answer = try { ^k6p completion candidates nushell -- ...($spans | skip 1) err> /dev/null | lines } catch { [] }
        match ($answer | get 0?) {
            "words" => ($answer | skip 1 | split column "\\t" value description)
            "command" => {
                let command = $spans | skip until {|word| $word == "--" } | skip 1
                if $former == null { null } else { do $former $command }
            }
            # nushell completes files by itself.
            _ => null
        }
    }
}
`,
};

/** nushell keeps to the system's place unless XDG_CONFIG_HOME names another. */
function nushellFolder(host: Host): string {
  const { platform, env, homeDirectory } = host;
  if (platform === "linux" || env["XDG_CONFIG_HOME"]) return joinPath(host, configFolder(host), "nushell");
  const parts = platform === "win32" ? ["AppData", "Roaming"] : ["Library", "Application Support"];
  return joinPath(host, (platform === "win32" && env["APPDATA"]) || joinPath(host, homeDirectory, ...parts), "nushell");
}
