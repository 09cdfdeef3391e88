import { defineCommand } from "../../frame/command-definition.ts";
import { COMPLETION_SHELL_OR_OWN } from "../../flags/shell-argument.ts";
import { text } from "../../frame/parameters.ts";

export const completionUninstall = defineCommand({
  summary: "Remove completion from your shell",
  description:
    "Removes the completion script, and k6p's lines from the shell's startup file. The rest of the file is unchanged.",
  examples: [{ description: "Remove it from zsh", command: "k6p completion uninstall zsh" }],
  args: {
    shell: COMPLETION_SHELL_OR_OWN,
  },
  flags: {
    file: text({ summary: "The file you passed to install", label: "FILE", complete: "files" }),
  },
  async run({ engine }, input) {
    const { uninstallCompletion } = await import("@k6p/core/operations/shell-setup/install-completion");
    return uninstallCompletion(engine, input);
  },
  reportsChange: true,
  render({ shell, file, script, outcome }, style) {
    const name = style.bold(shell);
    if (outcome === "absent") return `Completion for ${name} is not installed: ${file}`;
    return [
      `Removed completion for ${name}: ${script}`,
      ...(file === script ? [] : [`Removed k6p's lines from ${file}`]),
    ].join("\n");
  },
});
