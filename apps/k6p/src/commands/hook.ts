import { defineCommand } from "../frame/command-definition.ts";
import { HOOK_SHELL_ARG } from "../flags/shell-argument.ts";
import { flag } from "../frame/parameters.ts";

export const hook = defineCommand({
  summary: "Print the shell hook that switches profiles by folder",
  description: [
    "To set up the hook, add one line to the end of your shell's startup file; see the examples. For nushell, or if the shell should not start k6p, write the script to a file with --path.",
    "With the hook, `k6p use --here NAME` makes k6 use a profile in the current shell only, and `k6p use --here --unset` goes back. In bash, zsh and fish you can also type `k6p env NAME`. In PowerShell the command is `k6p-here`.",
    "When you enter a folder that is bound to a profile (`k6p profile bind`), the hook switches the shell to that profile and prints a line about it. When you leave the folder, the hook restores what the shell used before. A profile you chose yourself in the shell is kept. As long as the folder stays the same, the hook runs no program and reads no file.",
    "With --wrap-k6, the shell itself never gets a profile or a token. Instead, `k6` in a bound folder runs through `k6p exec`.",
  ].join("\n\n"),
  examples: [
    { description: "Set up bash, in ~/.bashrc", command: 'eval "$(k6p hook bash)"' },
    { description: "Set up zsh, in ~/.zshrc", command: 'eval "$(k6p hook zsh)"' },
    { description: "Set up fish, in ~/.config/fish/config.fish", command: "k6p hook fish | source" },
    { description: "Set up PowerShell, in $PROFILE", command: "k6p hook pwsh | Out-String | Invoke-Expression" },
    { description: "Set up elvish, in ~/.config/elvish/rc.elv", command: "eval (k6p hook elvish | slurp)" },
    { description: "Write a file to source in nushell's config.nu", command: "k6p hook nushell --path" },
  ],
  args: {
    shell: HOOK_SHELL_ARG,
  },
  flags: {
    path: flag({ summary: "Write the script to a file and print its path" }),
    wrapK6: flag({ summary: "Run k6 through k6p exec in bound folders; the shell gets no token" }),
  },
  json: false,
  verbatim: true,
  sweeps: false,
  async run({ engine, terminal }, { shell, path, wrapK6 }) {
    const { printHook } = await import("@k6p/core/operations/folders/print-hook");
    return printHook(engine, { shell, wrapK6, asFile: path, toTerminal: terminal.outputIsTerminal });
  },
  render: (text) => text,
});
