import { defineCommand } from "../../frame/command-definition.ts";
import { choice, text } from "../../frame/parameters.ts";

export const completionUninstall = defineCommand({
  summary: "Remove completion from your shell",
  description:
    "Removes the completion script, and k6p's lines from the shell's startup file. The rest of the file is unchanged.",
  examples: [{ description: "Remove it from zsh", command: "k6p completion uninstall zsh" }],
  args: {
    shell: choice({
      summary: "The shell: bash, zsh, fish, pwsh or nushell; the one that runs k6p if left out",
      options: ["bash", "zsh", "fish", "pwsh", "nushell"],
      label: "SHELL",
    }),
  },
  flags: {
    file: text({ summary: "The file you passed to install", label: "FILE", complete: "files" }),
  },
  async run({ engine }, { shell: named, file }) {
    const { chooseCompletionShell } = await import("../../completion/choose-completion-shell.ts");
    const { uninstallCompletion } = await import("../../completion/install-completion.ts");
    return uninstallCompletion(engine, { shell: await chooseCompletionShell(engine, named), file });
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
