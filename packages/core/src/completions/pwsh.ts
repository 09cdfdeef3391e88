import { powershellProfile } from "../startup-files/powershell-profile.ts";
import { type CompletionShell, tabbedLine } from "./completion-shell.ts";

/** Also works in Windows PowerShell 5.1, which drops an empty argument: a full stop keeps the last word from being empty. */
export const pwsh: CompletionShell = {
  id: "pwsh",
  matches: false,
  describes: true,
  line: tabbedLine,
  words: (sent) => sent.map((word, at) => (at === sent.length - 1 ? word.replace(/\.$/, "") : word)),
  place: async (host) => ({ kind: "line", file: await powershellProfile(host), script: "k6p.ps1", line }),
  script: `# Completion of k6p for PowerShell.
Register-ArgumentCompleter -Native -CommandName k6p -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $program = Get-Command k6p -CommandType ExternalScript, Application -TotalCount 1 -ErrorAction Ignore
    if (-not $program) { return }
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition })
    $words = @($before | ForEach-Object { $_.Extent.Text.Trim("'", '"') })
    $current = $wordToComplete.Trim("'", '"')
    $kind, $candidates = @(& $program completion candidates pwsh '--' @words "$current." 2>$null)
    switch ($kind) {
        'words' {
            # With an empty text PowerShell does not offer files.
            if (-not $candidates) { return '' }
            foreach ($candidate in $candidates) {
                $value, $description = $candidate -split "\`t", 2
                if (-not $description) { $description = $value }
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
            }
        }
        { $_ -in 'files', 'folders' } {
            $flag = if ($current -match '^--[^=]*=') { $Matches[0] } else { '' }
            $found = [System.Management.Automation.CompletionCompleters]::CompleteFilename($current.Substring($flag.Length))
            if ($kind -eq 'folders') { $found = $found | Where-Object ResultType -eq 'ProviderContainer' }
            foreach ($path in $found) {
                [System.Management.Automation.CompletionResult]::new($flag + $path.CompletionText, $path.ListItemText, $path.ResultType, $path.ToolTip)
            }
        }
        'command' {
            $dashes = $before | Where-Object { $_.Extent.Text -eq '--' } | Select-Object -First 1
            $start = $dashes.Extent.EndOffset - $commandAst.Extent.StartOffset
            $end = $cursorPosition - $commandAst.Extent.StartOffset
            $line = $commandAst.Extent.Text.PadRight($end).Substring($start, $end - $start).TrimStart()
            (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
        }
    }
}
`,
};

function line(path: string): string {
  const quoted = `'${path.replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
  return `if (Test-Path -LiteralPath ${quoted}) { . ${quoted} }`;
}
