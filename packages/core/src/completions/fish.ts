import { joinPath } from "../host/join-path.ts";
import { type CompletionShell, tabbedLine } from "./completion-shell.ts";
import { configFolder } from "../startup-files/config-folder.ts";

export const fish: CompletionShell = {
  id: "fish",
  matches: true,
  describes: true,
  line: tabbedLine,
  place: (host) => ({ kind: "file", file: joinPath(host, configFolder(host), "fish", "completions", "k6p.fish") }),
  script: `# Completion of k6p for fish.
function __k6p_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l answer (command k6p completion candidates fish -- $words[2..-1] "$current" 2>/dev/null)
    set -l kind "$answer[1]"
    set -e answer[1]
    switch $kind
        case words
            string join \\n -- $answer
        case files folders
            set -l flag (string match -r -- '^--[^=]*=' "$current")
            set -l typed (string replace -r -- '^--[^=]*=' '' "$current")
            for path in (complete -C "'' $typed")
                if test $kind = files; or string match -qr -- '/(\\t|$)' $path
                    echo -- "$flag$path"
                end
            end
        case command
            set -l at (contains -i -- -- $words)
            complete -C (string join ' ' -- (string escape -- $words[(math $at + 1)..-1]) "$current")
    end
end

complete -c k6p -f -k -a '(__k6p_complete)'
`,
};
