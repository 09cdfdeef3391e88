import { defineCommand } from "../../frame/command-definition.ts";
import { choice, text } from "../../frame/parameters.ts";

export const completionInstall = defineCommand({
  summary: "Make a shell complete k6p's words when the Tab key is pressed",
  description: [
    "Adds three lines to the file that bash, zsh or PowerShell reads when it starts, and says which; they make the shell read a script in k6p's data folder, so that a new shell starts no k6p. For fish and nushell the script itself goes where they look for it, and no file of yours is edited.",
    "Done twice, it changes nothing. `k6p completion uninstall` gives the file its former content back.",
  ].join("\n\n"),
  examples: [
    { description: "For the shell that you are in", command: "k6p completion install" },
    { description: "For zsh, in a file of your own", command: "k6p completion install zsh --file ~/.zsh/k6p.zsh" },
  ],
  args: {
    shell: choice({
      summary: "The shell: bash, zsh, fish, pwsh or nushell; the one that runs k6p if left out",
      options: ["bash", "zsh", "fish", "pwsh", "nushell"],
      label: "SHELL",
    }),
  },
  flags: {
    file: text({ summary: "Write this file instead of the usual one", label: "FILE", complete: "files" }),
  },
  async run({ engine }, { shell: named, file }) {
    const { chooseCompletionShell } = await import("../../completion/choose-completion-shell.ts");
    const { installCompletion } = await import("../../completion/install-completion.ts");
    return installCompletion(engine, { shell: await chooseCompletionShell(engine, named), file });
  },
  toJson: ({ shell, file, script, outcome }) => ({ shell, file, script, outcome }),
  render({ shell, file, script, lines, outcome }, style) {
    const name = style.bold(shell);
    if (outcome === "unchanged") return `Completion for ${name} is installed already: ${file}`;
    return [
      `Installed completion for ${name}: wrote ${script}`,
      ...(lines.length === 0 ? [] : [`and these lines in ${file}:`]),
      ...lines.map((line) => style.dim(`  ${line}`)),
      "It works in new shells.",
      `Take it back: k6p completion uninstall ${shell}`,
    ].join("\n");
  },
});
