import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { HOOK_SHELL_OR_OWN } from "../../flags/shell-argument.ts";

export const hookInstall = defineCommand({
  summary: "Set up the shell hook in your shell",
  description: [
    "Adds three lines to the end of the startup file of bash, zsh, PowerShell or elvish, which load the hook when the shell starts. For fish and nushell, writes a file to the folder that the shell loads at start; your own files are not edited. See `k6p hook --help` for what the hook does.",
    "You can run the command again: it changes nothing if the hook is already set up. For nushell, run it again after you update k6p. To undo it, run `k6p hook uninstall`.",
  ].join("\n\n"),
  examples: [
    { description: "Set up the current shell", command: "k6p hook install" },
    { description: "Set up zsh", command: "k6p hook install zsh" },
    { description: "Keep the token out of the shell's environment", command: "k6p hook install --wrap-k6" },
  ],
  args: { shell: HOOK_SHELL_OR_OWN },
  flags: {
    wrapK6: flag({ summary: "Run k6 through k6p exec in bound folders; the shell gets no token" }),
    file: text({ summary: "Edit this file instead of the shell's startup file", label: "FILE", complete: "files" }),
  },
  async run({ engine }, input) {
    const { installHook } = await import("@k6p/core/operations/shell-setup/install-hook");
    return installHook(engine, input);
  },
  toJson: ({ shell, file, outcome }) => ({ shell, file, outcome }),
  reportsChange: true,
  render({ shell, file, lines, outcome }, style) {
    const name = style.bold(shell);
    if (outcome === "unchanged") return `The hook for ${name} is already installed: ${file}`;
    return [
      lines.length === 0
        ? `Installed the hook for ${name}: wrote ${file}`
        : `Installed the hook for ${name} in ${file}:`,
      ...lines.map((line) => style.dim(`  ${line}`)),
      "Open a new shell to use it.",
      `To undo this: k6p hook uninstall ${shell}`,
    ].join("\n");
  },
});
