import { joinPath } from "../host/join-path.ts";
import { type CompletionShell, tabbedLine } from "./completion-shell.ts";
import { nushellAutoload } from "../startup-files/startup-files.ts";

/** nushell has one completer for all programs. k6p's passes other programs on to the previous completer. */
export const nushell: CompletionShell = {
  id: "nushell",
  matches: false,
  describes: true,
  line: tabbedLine,
  place: (host) => ({ kind: "file", file: joinPath(host, nushellAutoload(host), "k6p-completion.nu") }),
  script: `# Completion of k6p for nushell.
do --env {
    let previous = $env.config.completions?.external?.completer?
    $env.config.completions.external.completer = {|spans: list<string>|
        if ($spans | first) != "k6p" {
            return (if $previous == null { null } else { do $previous $spans })
        }
        let answer = try { ^k6p completion candidates nushell -- ...($spans | skip 1) err> /dev/null | lines } catch { [] }
        match ($answer | get 0?) {
            "words" => ($answer | skip 1 | split column "\\t" value description)
            "command" => {
                let command = $spans | skip until {|word| $word == "--" } | skip 1
                if $previous == null { null } else { do $previous $command }
            }
            # nushell completes files itself.
            _ => null
        }
    }
}
`,
};
