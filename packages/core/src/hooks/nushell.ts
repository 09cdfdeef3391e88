import { EXIT } from "../errors/error-codes.ts";
import type { Hook, HookSettings } from "./hook.ts";

export const nushell: Hook = {
  id: "nushell",
  startupFile: "config.nu",
  evaluate: undefined,
  source: (path) => `source ${quoted(path)}`,
  fileName: "k6p.nu",
  script,
};

/** State is kept in a list, because nushell passes every string variable to the programs it starts. */
function script({ bindingsPath, wrapK6 }: HookSettings): string {
  return `# k6p hook for nushell: see k6p hook --help.
$env.K6P_HOOK = "nushell"
$env.__k6p = ["" [] []]
const __k6p_bindings = ${quoted(bindingsPath)}

def --env --wrapped __k6p_env [...words] {
  ^k6p env --shell nushell ...$words | from json | load-env
}

def __k6p_say [text: string] {
  print --stderr $"k6p: ($text)"
}

def __k6p_find [] {
  if not ($__k6p_bindings | path exists) { return ["" "" ""] }
  let escaped = pwd | path expand | str replace --all "%" "%25" | str replace --all "\\n" "%0A" | str replace --all "\\t" "%09" | str replace --all "\\r" "%0D"
  let separator = if $nu.os-info.name == "windows" { "\\\\" } else { "/" }
  let here = ($escaped | str trim --right --char $separator) + $separator
  for line in (open --raw $__k6p_bindings | lines) {
    let columns = $line | split row "\\t"
    if ($columns | length) > 1 and ($here | str starts-with $columns.0) { return [$columns.1 $columns.0 ($columns | get --optional 2)] }
  }
  ["" "" ""]
}

def --env __k6p_switch [name: string, whole: string, id?: string] {
  if $env.K6P_SHELL? != null { return }
  let folder = $whole | str replace --regex '(.)[/\\\\]$' '$1' | str replace --all --regex '[[:cntrl:]]' '?'
  let why = if $id == "team" { $"team default in ($folder)" } else { $"bound to ($folder)" }
  let to = if $id == "team" { $whole } else { $id }
  let previous = $env.K6P_BOUND? | default ""
  let profile = $env.K6P_PROFILE? | default ""
  if $profile != ""${wrapK6 ? "" : " and $profile != $previous"} {
    $env.K6P_BOUND = null
    $env.K6P_BOUND_TO = null
    if $name != "" and $name != $profile {
      __k6p_say $"keeping ($profile), which you chose in this shell, instead of ($name) \\(($why))"
    }
    return
  }
${wrapK6 ? WRAPPING : EXPORTING}
}

def --env __k6p_at_prompt [] {
  if $env.PWD == $env.__k6p.0 { return }
  let spot = __k6p_find
  $env.__k6p.0 = $env.PWD
  if $spot in ($env.__k6p | skip 1) { return }
  $env.__k6p = [$env.PWD [] []]
  try { __k6p_switch $spot.0 $spot.1 $spot.2 } catch { return }
  $env.__k6p.1 = $spot
}

@complete external
def --env --wrapped k6p [...words] {
  $env.__k6p = ["" $env.__k6p.1 []]
  let others = $words | where { |word| ($word | str starts-with "-") and $word not-in [--here --unset --file --portable] }
  if ($words | get --optional 0) == "use" and "--here" in $words and ($others | is-empty) {
    __k6p_env ...($words | skip 1 | where { |word| $word != "--here" })
    $env.K6P_BOUND = null
    $env.K6P_BOUND_TO = null
  } else {
    ^k6p ...$words
  }
}
${wrapK6 ? `\n${K6_FUNCTION}\n` : ""}
$env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt? | default [] | append {|| __k6p_at_prompt })
`;
}

const EXPORTING = `  if $name != "" {
    if $name == $profile and $to == $env.K6P_BOUND_TO? { return }
    let taken = try { "" | __k6p_env --unasked $name; true } catch { false }
    if $taken {
      $env.K6P_BOUND = $env.K6P_PROFILE
      $env.K6P_BOUND_TO = $to
      __k6p_say $"($env.K6P_PROFILE) \\(($why))"
      return
    }
    if $env.LAST_EXIT_CODE? == ${EXIT.team} { $env.__k6p.2 = [$name $whole $id] }
    __k6p_say $"cannot use ($name) \\(($why))"
  }
  if $profile != "" {
    "" | __k6p_env --unset
    __k6p_say $"left ($previous)"
  }
  $env.K6P_BOUND = null
  $env.K6P_BOUND_TO = null
  if $name != "" { error make { msg: "k6p" } }`;

const WRAPPING = `  if $name != "" and $name != $previous {
    $env.K6P_BOUND = $name
    __k6p_say $"k6 runs as ($name) \\(($why))"
  } else if $name == "" and $previous != "" {
    $env.K6P_BOUND = null
    __k6p_say $"left ($previous)"
  }`;

const K6_FUNCTION = `$env.K6P_WRAP = "1"
@complete external
def --env --wrapped k6 [...words] {
  __k6p_at_prompt
  let bound = $env.K6P_BOUND? | default ""
  if $bound != "" and ($env.K6P_PROFILE? | default "") == "" {
    ^k6p exec --by-folder $bound -- k6 ...$words
  } else {
    ^k6 ...$words
  }
}`;

/** The JSON escapes that can appear in a path are the same in nushell. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
