import { K6pError } from "@k6p/core/errors/k6p-error";
import { findProgram } from "@k6p/core/host/find-program";
import type { Host } from "@k6p/core/host/host";
import { joinPath } from "@k6p/core/host/join-path";
import { type CompletionShell, tabbedLine } from "./completion-shell.ts";
import { configFolder } from "./config-folder.ts";

const DEADLINE_MS = 15_000;

/** Works in Windows PowerShell 5.1, too, which drops an empty word when it starts a program: a full stop keeps the last one from being empty. */
export const pwsh: CompletionShell = {
  id: "pwsh",
  matches: false,
  describes: true,
  line: tabbedLine,
  words: (sent) => sent.map((word, at) => (at === sent.length - 1 ? word.replace(/\.$/, "") : word)),
  async place(host) {
    const file = host.platform === "win32" ? await askForProfile(host) : profileOf(host);
    return { kind: "line", file, script: "k6p.ps1", line };
  },
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
            # An empty text keeps PowerShell from offering files.
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

function profileOf(host: Host): string {
  return joinPath(host, configFolder(host), "powershell", "Microsoft.PowerShell_profile.ps1");
}

/** On Windows the folder of documents may be anywhere; only PowerShell knows. */
async function askForProfile(host: Host): Promise<string> {
  for (const name of ["pwsh", "powershell"]) {
    const found = findProgram(host, name);
    if (found?.kind !== "found") continue;
    const { exitCode, stdout } = await host.processes.runCaptured({
      program: found.path,
      arguments: ["-NoProfile", "-NonInteractive", "-Command", "[Console]::Out.Write($PROFILE)"],
      env: host.env,
      deadlineMs: DEADLINE_MS,
      maxBytes: 4096,
    });
    if (exitCode === 0 && stdout.trim() !== "") return stdout.trim();
  }
  throw new K6pError("SHELL_UNKNOWN", {
    message: "Where PowerShell keeps its profile cannot be told.",
    remedy: ["Name the file: k6p completion install pwsh --file FILE"],
  });
}
