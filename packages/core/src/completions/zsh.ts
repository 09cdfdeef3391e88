import type { CompletionShell } from "./completion-shell.ts";
import { sourceIfReadable } from "../startup-files/source-if-readable.ts";
import { STARTUP_FILES } from "../startup-files/startup-files.ts";

export const zsh: CompletionShell = {
  id: "zsh",
  matches: true,
  describes: true,
  line({ value, description }) {
    const name = value.replaceAll(/[\\:]/g, String.raw`\$&`);
    return description === undefined ? name : `${name}:${description}`;
  },
  place: (host) => ({ kind: "line", file: STARTUP_FILES.zsh(host), script: "k6p.zsh", line: sourceIfReadable }),
  script: `#compdef k6p
# Completion of k6p for zsh.
_k6p() {
  local -a answer candidates
  answer=("\${(@f)$(command k6p completion candidates zsh -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  case $answer[1] in
    words)
      candidates=("\${(@)answer[2,-1]}")
      (( $#candidates )) && _describe k6p candidates
      ;;
    files | folders)
      [[ $PREFIX == --*=* ]] && compset -P 1 '*='
      if [[ $answer[1] == files ]]; then _files; else _files -/; fi
      ;;
    command)
      local -i skipped=\${words[(i)--]}
      shift $skipped words
      (( CURRENT -= skipped ))
      _normal
      ;;
  esac
}

if [[ $funcstack[1] == _k6p ]]; then
  # zsh has loaded this file by its name (_k6p) and needs an answer now.
  _k6p "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
  compdef _k6p k6p
fi
`,
};
