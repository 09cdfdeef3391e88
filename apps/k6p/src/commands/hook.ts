import { defineCommand } from "../frame/command-definition.ts";
import { choice, flag } from "../frame/parameters.ts";

export const hook = defineCommand({
  summary: "Print the script that makes a shell at home with k6p",
  description: [
    "One line at the end of the shell's startup file sets it up: see the examples; for nushell, and where no program is to run when a shell starts, write the script to a file with --path.",
    "`k6p use --here NAME` then makes k6 use a profile in this shell alone, without eval, and `k6p use --here --unset` leaves it. In bash, zsh and fish `k6p env NAME` does the same when it is typed; in PowerShell the command is `k6p-here`.",
    "Entering a folder that is bound to a profile (`k6p profile bind`) takes the profile, with a line about it, and leaving restores what was before. A profile that was chosen by hand in the shell stays. At a prompt where the folder is the same, no program runs and nothing is read.",
    "With --wrap-k6 no profile, and so no token, gets into the shell: in a bound folder `k6` runs under its profile by `k6p exec` instead.",
  ].join("\n\n"),
  examples: [
    { description: "bash, in ~/.bashrc", command: 'eval "$(k6p hook bash)"' },
    { description: "zsh, in ~/.zshrc", command: 'eval "$(k6p hook zsh)"' },
    { description: "fish, in ~/.config/fish/config.fish", command: "k6p hook fish | source" },
    { description: "PowerShell, in $PROFILE", command: "k6p hook pwsh | Out-String | Invoke-Expression" },
    { description: "elvish, in ~/.config/elvish/rc.elv", command: "eval (k6p hook elvish | slurp)" },
    { description: "nushell: write a file, to be named in config.nu", command: "k6p hook nushell --path" },
  ],
  args: {
    shell: choice({
      summary: "The shell",
      options: ["bash", "zsh", "fish", "pwsh", "nushell", "elvish"],
      label: "SHELL",
      required: true,
    }),
  },
  flags: {
    path: flag({ summary: "Write the script to a file of k6p's, and print the path" }),
    wrapK6: flag({ summary: "Run k6 under the profile of the folder, and keep the profile out of the shell" }),
  },
  json: false,
  verbatim: true,
  lateEngine: true,
  async run({ host, loadEngine, terminal }, { shell, path, wrapK6 }) {
    const { printHook } = await import("@k6p/core/operations/folders/print-hook");
    return printHook(host, loadEngine, { shell, wrapK6, asFile: path, toTerminal: terminal.outputIsTerminal });
  },
  render: (text) => text,
});
