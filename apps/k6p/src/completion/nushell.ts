import { type CompletionShell, tabbedLine } from "./completion-shell.ts";

/** nushell has one completer for all programs; k6p's passes on what is not its own. */
export const nushell: CompletionShell = {
  id: "nushell",
  matches: false,
  describes: true,
  line: tabbedLine,
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
