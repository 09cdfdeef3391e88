import type { CompletionShell } from "./completion-shell.ts";
import { sourceIfReadable } from "../startup-files/source-if-readable.ts";
import { STARTUP_FILES } from "../startup-files/startup-files.ts";

/** Works in bash 3.2 (macOS) and later. Only `compopt`, with which bash completes files itself, needs bash 4. */
export const bash: CompletionShell = {
  id: "bash",
  matches: false,
  describes: false,
  line: ({ value }) => value,
  place: (host) => ({ kind: "line", file: STARTUP_FILES.bash(host), script: "k6p.bash", line: sourceIfReadable }),
  script: `# Completion of k6p for bash.
_k6p_answer() {
  local line
  answer=()
  while IFS= read -r line; do answer+=("$line"); done
}

_k6p() {
  local answer word blanks at last rest=$COMP_LINE
  local -a words=()
  COMPREPLY=()
  # bash also splits words at = and :. Join the parts that no blank separates.
  for ((at = 0; at <= COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    blanks=\${rest%%[![:blank:]]*}
    rest=\${rest#"$blanks"}
    rest=\${rest#"$word"}
    if [[ $at -eq 0 || -n $blanks ]]; then words+=("$word"); else words[last]+=$word; fi
    last=$((\${#words[@]} - 1))
  done
  words[last]=\${words[last]#[\\"\\']}
  _k6p_answer < <(command k6p completion candidates bash -- "\${words[@]:1}" 2>/dev/null)
  case \${answer[0]-} in
    words)
      # The part before the last = or : stays on the line.
      local stays=\${words[last]%"$2"}
      for word in "\${answer[@]:1}"; do COMPREPLY+=("\${word#"$stays"}"); done
      ;;
    files) compopt -o default 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
    command)
      for ((at = 1; at < COMP_CWORD; at++)); do [[ \${COMP_WORDS[at]} == -- ]] && break; done
      if declare -F _comp_command_offset >/dev/null; then
        _comp_command_offset $((at + 1))
      elif declare -F _command_offset >/dev/null; then
        _command_offset $((at + 1))
      elif ((at + 1 == COMP_CWORD)); then
        _k6p_answer < <(compgen -c -- "$2")
        COMPREPLY=("\${answer[@]}")
      else
        compopt -o default 2>/dev/null
      fi
      ;;
  esac
}

complete -F _k6p k6p
`,
};
