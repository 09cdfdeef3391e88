import { EXIT } from "../errors/error-codes.ts";
import type { Hook, HookSettings } from "./hook.ts";

export const pwsh: Hook = {
  id: "pwsh",
  startupFile: "$PROFILE",
  evaluate: "k6p hook pwsh | Out-String | Invoke-Expression",
  source: (path) => `. ${quoted(path)}`,
  fileName: "k6p.ps1",
  script,
};

/**
 * PowerShell calls a function for its prompt; the hook keeps the user's own and calls it. A function named `k6p` would lose the `--` of
 * `k6p exec`, because PowerShell removes it. So the function that changes the shell is `k6p-here`, and the hook notices a new binding by the
 * file's modification time. It does not follow symbolic links: the commands for that differ between versions.
 */
function script({ bindingsPath, wrapK6 }: HookSettings): string {
  return `# k6p hook for PowerShell: see k6p hook --help.
$env:K6P_HOOK = 'pwsh'
$global:__k6p_bindings = ${quoted(bindingsPath)}
$global:__k6p_folder = ''
$global:__k6p_spot = '-'
$global:__k6p_refused = ''

function global:__k6p_program([string] $name) {
  Get-Command -Name $name -CommandType Application,ExternalScript -ErrorAction Stop | Select-Object -First 1
}

function global:__k6p_env([bool] $mayAsk, [string[]] $words) {
  $program = __k6p_program k6p
  $lines = if ($mayAsk) { & $program env --shell pwsh @words } else { @() | & $program env --shell pwsh @words }
  if ($LASTEXITCODE -ne 0) { return $false }
  $lines -join "\`n" | Invoke-Expression
  return $true
}

function global:__k6p_say([string] $text) {
  [Console]::Error.WriteLine("k6p: $text")
}

function global:__k6p_find {
  $separator = [IO.Path]::DirectorySeparatorChar
  $here = $PWD.ProviderPath.TrimEnd($separator) + $separator
  $here = $here.Replace('%', '%25').Replace("\`n", '%0A').Replace("\`t", '%09').Replace("\`r", '%0D')
  $compare = if ($separator -eq '\\') { 'OrdinalIgnoreCase' } else { 'Ordinal' }
  foreach ($line in [IO.File]::ReadLines($global:__k6p_bindings)) {
    $columns = $line.Split("\`t")
    if ($columns.Count -gt 1 -and $here.StartsWith($columns[0], [StringComparison] $compare)) { return $columns[1], $columns[0], $columns[-1] }
  }
  return '', '', ''
}

function global:__k6p_switch([string] $name, [string] $whole, [string] $id) {
  if ($env:K6P_SHELL) { return $true }
  $folder = ($whole -replace '(.)[/\\\\]$', '$1') -replace '\\p{Cc}', '?'
  $to, $why = $id, "bound to $folder"
  if ($id -ceq 'team') { $to, $why = $whole, "team default in $folder" }
  $previous = $env:K6P_BOUND
  if ($env:K6P_PROFILE${wrapK6 ? "" : " -and $env:K6P_PROFILE -cne $previous"}) {
    $env:K6P_BOUND = $env:K6P_BOUND_TO = $null
    if ($name -and $name -cne $env:K6P_PROFILE) {
      __k6p_say "keeping $env:K6P_PROFILE, which you chose in this shell, instead of $name ($why)"
    }
    return $true
  }
${wrapK6 ? WRAPPING : EXPORTING}
}

function global:__k6p_at_prompt {
  if ($PWD.Provider.Name -ne 'FileSystem') { return }
  $folder = "$($PWD.ProviderPath) $([IO.File]::GetLastWriteTimeUtc($global:__k6p_bindings).Ticks)"
  if ($folder -ceq $global:__k6p_folder) { return }
  $global:__k6p_folder = $folder
  $name, $folder, $id = if ([IO.File]::Exists($global:__k6p_bindings)) { __k6p_find } else { '', '', '' }
  $spot = "\${name}:\${folder}:$id"
  if ($spot -cin $global:__k6p_spot, $global:__k6p_refused) { return }
  $global:__k6p_spot, $global:__k6p_refused = '-', ''
  if (__k6p_switch $name $folder $id) { $global:__k6p_spot = $spot }
}

function global:k6p-here {
  $global:__k6p_folder = $global:__k6p_refused = ''
  if (__k6p_env $true $args) { $env:K6P_BOUND = $env:K6P_BOUND_TO = $null }
}
${wrapK6 ? `\n${K6_FUNCTION}\n` : ""}
if (-not $global:__k6p_prompt) {
  $global:__k6p_prompt = $function:prompt
  function global:prompt {
    $succeeded = $?
    $code = $global:LASTEXITCODE
    try { __k6p_at_prompt } catch { __k6p_say $_ }
    $global:LASTEXITCODE = $code
    if (-not $succeeded) { Write-Error 'k6p' -ErrorAction Ignore }
    & $global:__k6p_prompt
  }
}
`;
}

const EXPORTING = `  if ($name) {
    if ($name -ceq $env:K6P_PROFILE -and $to -ceq $env:K6P_BOUND_TO) { return $true }
    if (__k6p_env $false '--unasked', $name) {
      $env:K6P_BOUND = $env:K6P_PROFILE
      $env:K6P_BOUND_TO = $to
      __k6p_say "$env:K6P_PROFILE ($why)"
      return $true
    }
    if ($global:LASTEXITCODE -eq ${EXIT.team}) { $global:__k6p_refused = "\${name}:\${whole}:$id" }
    __k6p_say "cannot use $name ($why)"
  }
  if ($env:K6P_PROFILE) {
    if (-not (__k6p_env $false '--unset')) { return $false }
    __k6p_say "left $previous"
  }
  $env:K6P_BOUND = $env:K6P_BOUND_TO = $null
  return -not $name`;

const WRAPPING = `  if ($name -and $name -cne $previous) {
    $env:K6P_BOUND = $name
    __k6p_say "k6 runs as $name ($why)"
  } elseif (-not $name -and $previous) {
    $env:K6P_BOUND = $null
    __k6p_say "left $previous"
  }
  return $true`;

const K6_FUNCTION = `$env:K6P_WRAP = '1'
function global:k6 {
  try { __k6p_at_prompt } catch { __k6p_say $_ }
  if ($env:K6P_BOUND -and -not $env:K6P_PROFILE) {
    & (__k6p_program k6p) exec '--by-folder' $env:K6P_BOUND '--' k6 @args
  } else {
    & (__k6p_program k6) @args
  }
}`;

/** PowerShell also ends strings at typographic quotes; each is doubled. */
function quoted(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201B]/g, "$&$&")}'`;
}
