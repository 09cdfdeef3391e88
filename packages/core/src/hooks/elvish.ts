import { EXIT } from "../errors/error-codes.ts";
import type { Hook, HookSettings } from "./hook.ts";

export const elvish: Hook = {
  id: "elvish",
  startupFile: "~/.config/elvish/rc.elv",
  evaluate: "eval (k6p hook elvish | slurp)",
  source: (path) => `eval (slurp < ${quoted(path)})`,
  fileName: "k6p.elv",
  script,
};

/** An evaluated script has a namespace of its own: `edit:add-var` defines the functions in the user's. */
function script({ bindingsPath, wrapK6 }: HookSettings): string {
  return `# k6p hook for elvish: see k6p hook --help.
use path
use re
use str
set-env K6P_HOOK elvish
var k6p-bindings = ${quoted(bindingsPath)}
var k6p-folder = ''
var k6p-spot = []
var k6p-refused = []

fn k6p-env {|@words|
  eval (e:k6p env --shell elvish $@words | slurp)
}

fn k6p-say {|text|
  echo 'k6p: '$text >&2
}

fn k6p-variable {|name|
  if (has-env $name) { get-env $name } else { put '' }
}

fn k6p-find {
  var here = (path:eval-symlinks $pwd)
  for pair [[% %25] ["\\n" %0A] ["\\t" %09] ["\\r" %0D]] {
    set here = (str:replace $pair[0] $pair[1] $here)
  }
  set here = (str:trim-suffix $here /)/
  for line [(from-lines < $k6p-bindings)] {
    var columns = [(str:split "\\t" $line)]
    if (and (> (count $columns) 1) (str:has-prefix $here $columns[0])) {
      put $columns[1] $columns[0] $columns[-1]
      return
    }
  }
  put '' '' ''
}

fn k6p-switch {|name whole id|
  if (has-env K6P_SHELL) { return }
  var folder = (re:replace '[[:cntrl:]]' '?' (re:replace '(.)/$' '\${1}' $whole))
  var to why = $id 'bound to '$folder
  if (eq $id team) {
    set to why = $whole 'team default in '$folder
  }
  var previous = (k6p-variable K6P_BOUND)
  var profile = (k6p-variable K6P_PROFILE)
  if (and (not-eq $profile '')${wrapK6 ? "" : " (not-eq $profile $previous)"}) {
    unset-env K6P_BOUND
    unset-env K6P_BOUND_TO
    if (and (not-eq $name '') (not-eq $name $profile)) {
      k6p-say 'keeping '$profile', which you chose in this shell, instead of '$name' ('$why')'
    }
    return
  }
${wrapK6 ? WRAPPING : EXPORTING}
}

fn k6p-at-prompt {
  if (eq $pwd $k6p-folder) { return }
  set k6p-folder = $pwd
  var spot = ['' '' '']
  if (path:is-regular &follow-symlink=$true $k6p-bindings) {
    set spot = [(k6p-find)]
  }
  if (or (eq $spot $k6p-spot) (eq $spot $k6p-refused)) { return }
  set k6p-spot k6p-refused = [] []
  try {
    k6p-switch $@spot
    set k6p-spot = $spot
  } catch { }
}

fn k6p {|@words|
  set k6p-folder k6p-refused = '' []
  var known = [--here --unset --file --portable]
  var is-known = {|word| or (has-value $known $word) (not (str:has-prefix $word -)) }
  if (and (> (count $words) 0) (eq $words[0] use) (has-value $words --here) (all $words | each $is-known | and (all))) {
    k6p-env (each {|word| if (not-eq $word --here) { put $word } } $words[1..])
    unset-env K6P_BOUND
    unset-env K6P_BOUND_TO
  } else {
    e:k6p $@words
  }
}
edit:add-var k6p~ $k6p~
${wrapK6 ? `\n${K6_FUNCTION}\n` : ""}
set edit:before-readline = [$k6p-at-prompt~ $@edit:before-readline]
`;
}

const EXPORTING = `  var failed = $false
  if (not-eq $name '') {
    if (and (eq $name $profile) (eq $to (k6p-variable K6P_BOUND_TO))) { return }
    try {
      k6p-env --unasked $name < /dev/null
    } catch e {
      set failed = $true
      if (and (has-key $e[reason] exit-status) (== $e[reason][exit-status] ${EXIT.team})) {
        set k6p-refused = [$name $whole $id]
      }
      k6p-say 'cannot use '$name' ('$why')'
    } else {
      set-env K6P_BOUND $E:K6P_PROFILE
      set-env K6P_BOUND_TO $to
      k6p-say $E:K6P_PROFILE' ('$why')'
      return
    }
  }
  if (not-eq $profile '') {
    k6p-env --unset < /dev/null
    k6p-say 'left '$previous
  }
  unset-env K6P_BOUND
  unset-env K6P_BOUND_TO
  if $failed { fail 'k6p' }`;

const WRAPPING = `  if (and (not-eq $name '') (not-eq $name $previous)) {
    set-env K6P_BOUND $name
    k6p-say 'k6 runs as '$name' ('$why')'
  } elif (and (eq $name '') (not-eq $previous '')) {
    unset-env K6P_BOUND
    k6p-say 'left '$previous
  }`;

const K6_FUNCTION = `set-env K6P_WRAP 1
fn k6 {|@words|
  k6p-at-prompt
  if (and (not-eq (k6p-variable K6P_BOUND) '') (eq (k6p-variable K6P_PROFILE) '')) {
    e:k6p exec --by-folder $E:K6P_BOUND -- k6 $@words
  } else {
    e:k6 $@words
  }
}
edit:add-var k6~ $k6~`;

/** In single quotes only the quote is special, and is doubled. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
