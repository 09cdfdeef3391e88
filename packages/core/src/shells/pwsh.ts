import { lineByLine } from "./line-by-line.ts";
import type { Shell } from "./shell.ts";

/**
 * PowerShell also ends strings at typographic quotes, and splits and decodes its input by its own settings. Everything but
 * printable ASCII is written by its number, and each statement is one line. Before 7.5 an empty value unsets the variable.
 */
export const pwsh: Shell = {
  id: "pwsh",
  programs: ["pwsh", "powershell", "pwsh-preview"],
  render: lineByLine({
    set: (name, value) => `$env:${name} = ${quoted(value)}`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction Ignore`,
  }),
  evaluate: (command) => `${command} | Invoke-Expression`,
};

/** Starts with a string, so that the characters after it are appended and not added as numbers. */
function quoted(value: string): string {
  const parts = value.split(/([^ -~])/).filter((part, index) => index === 0 || part !== "");
  return parts.map(operand).join(" + ");
}

function operand(part: string): string {
  return /^[^ -~]$/.test(part) ? `[char]${part.charCodeAt(0)}` : `'${part.replaceAll("'", "''")}'`;
}
