import { defineCommand } from "../../frame/command-definition.ts";
import { COMPLETION_SHELL_OR_OWN } from "../../flags/shell-argument.ts";
import { text } from "../../frame/parameters.ts";

export const completionInstall = defineCommand({
  summary: "Set up completion in your shell",
  description: [
    "For bash, zsh and PowerShell, adds three lines to the shell's startup file. They load a script from k6p's data folder, so starting a shell does not run k6p. For fish and nushell, writes the script to the folder where the shell looks for completions; your own files are not edited.",
    "You can run the command again: it changes nothing if completion is already set up. To undo it, run `k6p completion uninstall`.",
  ].join("\n\n"),
  examples: [
    { description: "Set up the current shell", command: "k6p completion install" },
    { description: "Set up zsh in a file of your choice", command: "k6p completion install zsh --file ~/.zsh/k6p.zsh" },
  ],
  args: {
    shell: COMPLETION_SHELL_OR_OWN,
  },
  flags: {
    file: text({ summary: "Edit this file instead of the shell's startup file", label: "FILE", complete: "files" }),
  },
  async run({ engine }, input) {
    const { installCompletion } = await import("@k6p/core/operations/shell-setup/install-completion");
    return installCompletion(engine, input);
  },
  toJson: ({ shell, file, script, outcome }) => ({ shell, file, script, outcome }),
  reportsChange: true,
  render({ shell, file, script, lines, outcome }, style) {
    const name = style.bold(shell);
    if (outcome === "unchanged") return `Completion for ${name} is already installed: ${file}`;
    return [
      `Installed completion for ${name}: wrote ${script}`,
      ...(lines.length === 0 ? [] : [`Added to ${file}:`]),
      ...lines.map((line) => style.dim(`  ${line}`)),
      "Open a new shell to use it.",
      `To undo this: k6p completion uninstall ${shell}`,
    ].join("\n");
  },
});
