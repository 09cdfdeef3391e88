import { posixQuote } from "../host/posix-quote.ts";
import { EXIT } from "../errors/error-codes.ts";
import type { HookSettings } from "./hook.ts";

interface PosixShell {
  readonly shell: "bash" | "zsh";
  /** Resets the shell options to their defaults within a function. */
  readonly defaults: string;
  /** Runs `__k6p_at_prompt` before every prompt and before the user's own commands. */
  readonly install: string;
}

/** The hook for POSIX shells. `function` protects the names from aliases, `builtin` from the user's functions. */
export function posixHook({ shell, defaults, install }: PosixShell, { bindingsPath, wrapK6 }: HookSettings): string {
  return `# k6p hook for ${shell}: see k6p hook --help.
export K6P_HOOK=${shell}
__k6p_bindings=${posixQuote(bindingsPath)}
__k6p_folder=
__k6p_spot=-
__k6p_refused=

function k6p {${defaults}
  local word here=
  __k6p_folder= __k6p_refused=
  case \${1-} in
    use) for word; do [ "$word" != --here ] || here=yes; done ;;
    env) [ ! -t 1 ] || here=yes ;;
  esac
  for word; do
    case $word in
      --here | --unset | --file | --portable) ;;
      -*) here= ;;
    esac
  done
  if [ -z "$here" ]; then
    command k6p "$@"
    return
  fi
  shift
  for word; do
    shift
    [ "$word" = --here ] || set -- "$@" "$word"
  done
  __k6p_env "$@" && unset -v K6P_BOUND K6P_BOUND_TO
}

function __k6p_env {${defaults}
  local lines code=0 traced=
  case $- in *x*) traced=yes; set +x ;; esac
  lines=$(command k6p env --shell ${shell} "$@") && eval "$lines" || code=$?
  [ -z "$traced" ] || set -x
  return "$code"
}

function __k6p_at_prompt {
  local code=$?
  [ "\${PWD-}" = "$__k6p_folder" ] || __k6p_arrive
  case $- in *e*) return 0 ;; esac
  return "$code"
}

function __k6p_arrive {${defaults}
  local here folder name id spot found= wanted= to=
  __k6p_folder=\${PWD-}
  if [ -r "$__k6p_bindings" ]; then
    here=$(builtin pwd -P 2>/dev/null && builtin printf x) || return 0
    here=\${here%$'\\n'x}
    [ "$here" = / ] || here=$here/
    here=\${here//\\%/%25}
    here=\${here//$'\\n'/%0A}
    here=\${here//$'\\t'/%09}
    here=\${here//$'\\r'/%0D}
    while IFS=$'\\t' builtin read -r folder name id; do
      if [ "\${here#"$folder"}" != "$here" ]; then
        found=$folder wanted=$name to=$id
        break
      fi
    done <"$__k6p_bindings"
  fi
  spot=$wanted:$found:$to
  [ "$spot" != "$__k6p_spot" ] && [ "$spot" != "$__k6p_refused" ] || return 0
  __k6p_spot=- __k6p_refused=
  if __k6p_switch "$wanted" "$found" "$to" </dev/null; then __k6p_spot=$spot; fi
}

function __k6p_switch {${defaults}
  local name=$1 folder=\${2%/} to=$3 previous=\${K6P_BOUND-} why= failed=
  folder=\${folder//[[:cntrl:]]/?}
  why="bound to \${folder:-/}"
  if [ "$to" = team ]; then to=$2 why="team default in \${folder:-/}"; fi
  [ -z "\${K6P_SHELL-}" ] || return 0
  if ${wrapK6 ? `[ -n "\${K6P_PROFILE-}" ]` : `[ -n "\${K6P_PROFILE-}" ] && [ "$K6P_PROFILE" != "$previous" ]`}; then
    unset -v K6P_BOUND K6P_BOUND_TO
    [ -z "$name" ] || [ "$name" = "$K6P_PROFILE" ] ||
      __k6p_say "keeping $K6P_PROFILE, which you chose in this shell, instead of $name ($why)"
    return 0
  fi
${wrapK6 ? WRAPPING : EXPORTING}
}

function __k6p_say {
  builtin printf 'k6p: %s\\n' "$1" >&2
}
${wrapK6 ? `\n${K6_FUNCTION}` : ""}
${install}
`;
}

const EXPORTING = `  if [ -n "$name" ]; then
    [ "$name" != "\${K6P_PROFILE-}" ] || [ "$to" != "\${K6P_BOUND_TO-}" ] || return 0
    if __k6p_env --unasked "$name"; then
      export K6P_BOUND="$K6P_PROFILE" K6P_BOUND_TO="$to"
      __k6p_say "$K6P_PROFILE ($why)"
      return 0
    elif [ "$?" = ${EXIT.team} ]; then
      __k6p_refused=$1:$2:$3
    fi
    failed=yes
    __k6p_say "cannot use $name ($why)"
  fi
  if [ -n "\${K6P_PROFILE-}" ]; then
    __k6p_env --unset || return
    __k6p_say "left $previous"
  fi
  unset -v K6P_BOUND K6P_BOUND_TO
  [ -z "$failed" ]`;

const WRAPPING = `  if [ -n "$name" ]; then
    [ "$name" != "$previous" ] || return 0
    export K6P_BOUND="$name"
    __k6p_say "k6 runs as $name ($why)"
  elif [ -n "$previous" ]; then
    unset -v K6P_BOUND
    __k6p_say "left $previous"
  fi`;

/** Looks at the folder first: `cd FOLDER && k6` has shown no prompt in between. */
const K6_FUNCTION = `export K6P_WRAP=1
function k6 {
  [ "\${PWD-}" = "$__k6p_folder" ] || __k6p_arrive
  if [ -n "\${K6P_BOUND-}" ] && [ -z "\${K6P_PROFILE-}" ]; then
    command k6p exec --by-folder "$K6P_BOUND" -- k6 "$@"
  else
    command k6 "$@"
  fi
}
`;
