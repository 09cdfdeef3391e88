import { EXIT } from "../errors/error-codes.ts";
import type { Hook, HookSettings } from "./hook.ts";

export const fish: Hook = {
  id: "fish",
  startupFile: "~/.config/fish/config.fish",
  evaluate: "k6p hook fish | source",
  source: (path) => `source ${quoted(path)}`,
  fileName: "k6p.fish",
  script,
};

function script({ bindingsPath, wrapK6 }: HookSettings): string {
  return `# k6p hook for fish: see k6p hook --help.
set -gx K6P_HOOK fish
set -g __k6p_bindings ${quoted(bindingsPath)}
set -g __k6p_folder
set -g __k6p_spot -
set -g __k6p_refused

function k6p --description "Named profiles for k6"
    set -l here no
    set -g __k6p_folder
    set -g __k6p_refused
    switch "$argv[1]"
        case use
            contains -- --here $argv; and set here yes
        case env
            isatty stdout; and set here yes
    end
    for word in $argv
        switch $word
            case --here --unset --file --portable
            case '-*'
                set here no
        end
    end
    if test $here = no
        command k6p $argv
        return
    end
    __k6p_env (string match -v -- --here $argv[2..-1]); and set -e K6P_BOUND K6P_BOUND_TO
end

function __k6p_env
    set -l fish_trace
    set -l lines (command k6p env --shell fish $argv); or return
    string join \\n -- $lines | source
    return 0
end

function __k6p_at_prompt --on-event fish_prompt --on-variable PWD
    test "$PWD" = "$__k6p_folder"; or __k6p_arrive
end

function __k6p_arrive
    set -g __k6p_folder $PWD
    set -l found
    set -l wanted
    set -l to
    if test -r $__k6p_bindings
        set -l here (builtin pwd -P 2>/dev/null); or return
        set here (string join %0A -- (string replace -a % %25 -- $here))
        set here (string replace -a \\r %0D -- (string replace -a \\t %09 -- $here))
        test $here = /; or set here $here/
        while read -l -d \\t folder name id
            if test "$folder" = (string sub -l (string length -- "$folder") -- $here)
                set found $folder
                set wanted $name
                set to $id
                break
            end
        end <$__k6p_bindings
    end
    set -l spot "$wanted:$found:$to"
    contains -- $spot $__k6p_spot $__k6p_refused; and return
    set -g __k6p_spot -
    set -g __k6p_refused
    __k6p_switch "$wanted" "$found" "$to" </dev/null; and set -g __k6p_spot $spot
end

function __k6p_switch --argument-names name whole to
    set -q K6P_SHELL; and return
    set -l previous $K6P_BOUND
    set -l folder (string replace -r '(.)/$' '$1' -- $whole | string replace -ar '[[:cntrl:]]' '?')
    set -l why "bound to $folder"
    if test "$to" = team
        set to $whole
        set why "team default in $folder"
    end
    if test -n "$K6P_PROFILE"${wrapK6 ? "" : ' -a "$K6P_PROFILE" != "$previous"'}
        set -e K6P_BOUND K6P_BOUND_TO
        if test -n "$name" -a "$name" != "$K6P_PROFILE"
            __k6p_say "keeping $K6P_PROFILE, which you chose in this shell, instead of $name ($why)"
        end
        return 0
    end
${wrapK6 ? WRAPPING : EXPORTING}
end

function __k6p_say
    echo "k6p: $argv" >&2
end
${wrapK6 ? `\n${K6_FUNCTION}` : ""}`;
}

const EXPORTING = `    if test -n "$name"
        test "$name" = "$K6P_PROFILE" -a "$to" = "$K6P_BOUND_TO"; and return
        if __k6p_env --unasked $name
            set -gx K6P_BOUND $K6P_PROFILE
            set -gx K6P_BOUND_TO $to
            __k6p_say "$K6P_PROFILE ($why)"
            return 0
        else if test $status = ${EXIT.team}
            set -g __k6p_refused "$argv[1]:$argv[2]:$argv[3]"
        end
        __k6p_say "cannot use $name ($why)"
    end
    if test -n "$K6P_PROFILE"
        __k6p_env --unset; or return
        __k6p_say "left $previous"
    end
    set -e K6P_BOUND K6P_BOUND_TO
    test -z "$name"`;

const WRAPPING = `    if test -n "$name"
        test "$name" = "$previous"; and return
        set -gx K6P_BOUND $name
        __k6p_say "k6 runs as $name ($why)"
    else if test -n "$previous"
        set -e K6P_BOUND
        __k6p_say "left $previous"
    end`;

const K6_FUNCTION = `set -gx K6P_WRAP 1
function k6 --description "k6 under the profile of the folder"
    __k6p_at_prompt
    if test -n "$K6P_BOUND" -a -z "$K6P_PROFILE"
        command k6p exec --by-folder $K6P_BOUND -- k6 $argv
    else
        command k6 $argv
    end
end
`;

/** In single quotes the backslash escapes itself and the quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", String.raw`\'`)}'`;
}
