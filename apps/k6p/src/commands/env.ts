import { defineCommand } from "../frame/command-definition.ts";
import { choice, flag, text } from "../frame/parameters.ts";

export const env = defineCommand({
  summary: "Print shell lines that make k6 use a profile in this shell alone",
  description: [
    "The lines set the profile's token and stack, point K6_CONFIG to a copy of your k6 configuration with the rest of the identity, and unset what another profile left behind. They do nothing until the shell evaluates them. A script's own project still wins, as it does with `use`.",
    "--unset brings back what the shell had before the first profile; a variable that you have changed since stays as you made it.",
    "--format writes the variables for another program; as with --portable, the project then beats the one of scripts. `github` adds them to GITHUB_ENV, for the steps that follow, and hides the token in the log.",
    "On a terminal the token is masked; --reveal shows it.",
  ].join("\n\n"),
  examples: [
    { description: "bash, zsh, sh, ksh: use prod in this shell", command: 'eval "$(k6p env prod)"' },
    { description: "fish", command: "k6p env prod | source" },
    { description: "PowerShell", command: "k6p env prod | Invoke-Expression" },
    { description: "nushell", command: "k6p env prod | from json | load-env" },
    { description: "elvish", command: "eval (k6p env prod | slurp)" },
    { description: "xonsh", command: "execx($(k6p env prod))" },
    { description: "cmd", command: "for /f \"delims=\" %i in ('k6p env prod') do @%i" },
    { description: "Leave again", command: 'eval "$(k6p env --unset)"' },
    { description: "Keep the token out of the environment", command: 'eval "$(k6p env prod --file)"' },
    { description: "For a container", command: "k6p env prod --format docker --output k6.env" },
    { description: "For the next steps of a GitHub workflow", command: "k6p env prod --format github" },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
  },
  flags: {
    shell: choice({
      summary: "Shell to print for; the one that runs k6p if left out",
      options: ["bash", "zsh", "sh", "ksh", "fish", "pwsh", "cmd", "nushell", "elvish", "xonsh"],
      label: "SHELL",
    }),
    format: choice({
      summary: "Write the variables for another program instead",
      options: ["dotenv", "docker", "github", "gitlab", "json", "systemd"],
      label: "FORMAT",
      exclusive: ["shell", "file", "portable", "unset"],
    }),
    output: text({
      summary: "Write to this file, which only you can read",
      short: "o",
      label: "FILE",
      dependsOn: ["format"],
      complete: "files",
    }),
    file: flag({
      summary: "Put the whole identity into a private file, and no token into the environment",
      exclusive: ["portable", "unset"],
    }),
    portable: flag({
      summary: "Print variables alone, without a file; the project then beats the one of scripts",
      exclusive: ["file", "unset"],
    }),
    unset: flag({
      summary: "Print the lines that bring back what was there before",
      exclusive: ["file", "portable"],
    }),
    unasked: flag({
      summary: "Run no command for the token: nobody has asked for this profile just now",
      hidden: true,
      exclusive: ["unset"],
    }),
    reveal: flag({ summary: "Show the token on a terminal" }),
  },
  json: false,
  verbatim: true,
  async run({ engine, terminal }, { name, shell, format, output, file, portable, unset, unasked, reveal }) {
    const toTerminal = terminal.outputIsTerminal;
    const mask = toTerminal && !reveal;
    if (format !== undefined) {
      const { writeVariables } = await import("@k6p/core/operations/env/write-variables");
      const print = (lines: string): Promise<void> => terminal.print(lines);
      return writeVariables(engine, { name, format, output, mask, toTerminal, print });
    }
    const { printEnvironment } = await import("@k6p/core/operations/env/print-environment");
    const mode = unset ? "unset" : file ? "file" : portable ? "portable" : "variables";
    return printEnvironment(engine, { name, shell, mode, mask, toTerminal, unasked });
  },
  render: (lines) => lines,
});
