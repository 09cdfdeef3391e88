import type { Environment } from "../host/host.ts";
import { SHELL_PROMPT_VARIABLE } from "../host/k6p-variables.ts";

/** How to start a shell whose prompt shows the profile, with the user's own startup files and history. */
export interface SubshellStart {
  readonly arguments: readonly string[];
  /** Variables to set and unset in addition to those of the profile. */
  readonly env: Environment;
  /** Files to write to the private folder, by name. */
  readonly files: Readonly<Record<string, string>>;
}

const PLAIN: SubshellStart = { arguments: [], env: {}, files: {} };

/**
 * How to start a kind of shell. Only bash, zsh and fish can run something after the user's startup files. In other shells, and with
 * `K6P_SHELL_PROMPT=plain`, the user's own prompt can show K6P_PROFILE.
 */
export function subshellStart(
  shell: string | undefined,
  { directory, env }: { readonly directory: string; readonly env: Environment },
): SubshellStart {
  if (env[SHELL_PROMPT_VARIABLE] === "plain") return PLAIN;
  switch (shell) {
    case "bash":
      return { ...PLAIN, arguments: ["--rcfile", `${directory}/bashrc`], files: { bashrc: BASHRC } };
    case "zsh":
      return { ...PLAIN, env: { ZDOTDIR: directory, K6P_ZDOTDIR: env["ZDOTDIR"] }, files: { ".zshenv": ZSHENV } };
    case "fish":
      return { ...PLAIN, arguments: ["--init-command", FISH] };
    default:
      return PLAIN;
  }
}

/** The user's commands may rebuild the prompt each time, so the mark is added each time, after all of them. */
const BASHRC = `if [ -f ~/.bashrc ]; then . ~/.bashrc; fi
__k6p_mark=
function __k6p_show_mark {
  local code=$?
  PS1=\${PS1#"$__k6p_mark"}
  __k6p_mark=\${K6P_PROFILE:+"(k6p:$K6P_PROFILE) "}
  PS1=$__k6p_mark$PS1
  case $- in *e*) return 0 ;; esac
  return "$code"
}
if [ "\${#PROMPT_COMMAND[@]}" -gt 1 ]; then
  PROMPT_COMMAND+=(__k6p_show_mark)
else
  [ -z "\${PROMPT_COMMAND-}" ] || PROMPT_COMMAND+=$'\\n'
  PROMPT_COMMAND+=__k6p_show_mark
fi
`;

/** zsh reads this file first. It restores the user's own folder of startup files for the others. */
const ZSHENV = `if [[ -n \${K6P_ZDOTDIR+set} ]]; then
  export ZDOTDIR=$K6P_ZDOTDIR
  unset K6P_ZDOTDIR
else
  unset ZDOTDIR
fi
if [[ -r \${ZDOTDIR:-$HOME}/.zshenv ]]; then . "\${ZDOTDIR:-$HOME}/.zshenv"; fi
if [[ -o interactive ]]; then
  __k6p_mark=
  function __k6p_show_mark {
    emulate -L zsh
    PROMPT=\${PROMPT#"$__k6p_mark"}
    __k6p_mark=\${K6P_PROFILE:+"(k6p:$K6P_PROFILE) "}
    PROMPT=$__k6p_mark$PROMPT
    precmd_functions=(\${precmd_functions:#__k6p_show_mark} __k6p_show_mark)
  }
  precmd_functions+=(__k6p_show_mark)
fi
`;

const FISH = `functions -q fish_prompt; and functions --copy fish_prompt __k6p_prompt
function __k6p_status; return $argv[1]; end
function fish_prompt
    set -l code $status
    test -n "$K6P_PROFILE"; and echo -n "(k6p:$K6P_PROFILE) "
    __k6p_status $code
    functions -q __k6p_prompt; and __k6p_prompt
end`;
