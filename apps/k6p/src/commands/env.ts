import { defineCommand } from "../frame/command-definition.ts";
import { PROJECT } from "../flags/project.ts";
import { choice, flag, text } from "../frame/parameters.ts";
import { CONFIRM_FLAG } from "../flags/confirm-flag.ts";
import { PROFILE_OR_ACTIVE } from "../flags/profile-arguments.ts";

export const env = defineCommand({
  summary: "Print shell code that makes k6 use a profile in the current shell",
  description: [
    "Evaluate the output to apply it; see the examples for your shell. The code sets the profile's token and stack, points K6_CONFIG to a private copy of your k6 configuration for the rest, and unsets what another profile set. If a script sets its own project, the script's project takes precedence, as with `k6p use`.",
    "To go back, evaluate `k6p env --unset`. It restores the variables that the shell had before the first profile. Variables you have changed in the meantime keep your values.",
    "With --format, k6p prints the variables for another program instead. The profile's project then overrides the project of a script, as with --portable. The format `github` appends the variables to GITHUB_ENV for later steps and masks the token in the log.",
    "On a terminal the token is masked. To show it, pass --reveal.",
  ].join("\n\n"),
  examples: [
    { description: "Use prod in this shell (bash, zsh, sh, ksh)", command: 'eval "$(k6p env prod)"' },
    { description: "Use prod in this shell (fish)", command: "k6p env prod | source" },
    { description: "Use prod in this shell (PowerShell)", command: "k6p env prod | Invoke-Expression" },
    { description: "Use prod in this shell (nushell)", command: "k6p env prod | from json | load-env" },
    { description: "Use prod in this shell (elvish)", command: "eval (k6p env prod | slurp)" },
    { description: "Use prod in this shell (xonsh)", command: "execx($(k6p env prod))" },
    {
      description: "Use prod in this shell (cmd)",
      command: "for /f \"delims=\" %i in ('k6p env prod') do @%i",
    },
    { description: "Go back to what the shell used before", command: 'eval "$(k6p env --unset)"' },
    { description: "Keep the token out of the environment", command: 'eval "$(k6p env prod --file)"' },
    {
      description: "Write a file for `docker run --env-file`",
      command: "k6p env prod --format docker --output k6.env",
    },
    { description: "Set the variables for later steps of a GitHub workflow", command: "k6p env prod --format github" },
  ],
  args: { name: PROFILE_OR_ACTIVE },
  flags: {
    shell: choice({
      summary: "Print code for this shell; the shell that runs k6p if omitted",
      options: ["bash", "zsh", "sh", "ksh", "fish", "pwsh", "cmd", "nushell", "elvish", "xonsh"],
      aliases: { powershell: "pwsh", nu: "nushell" },
      label: "SHELL",
    }),
    format: choice({
      summary: "Print the variables in this format instead",
      options: ["dotenv", "docker", "github", "gitlab", "json", "systemd"],
      label: "FORMAT",
      exclusive: ["shell", "file", "portable", "unset"],
    }),
    output: text({
      summary: "With --format: write to this file, readable only by you",
      short: "o",
      label: "FILE",
      dependsOn: ["format"],
      complete: "files",
    }),
    file: flag({
      summary: "Put the token in a private file instead of the environment",
      exclusive: ["portable", "unset"],
    }),
    portable: flag({
      summary: "Print variables only, without a file; the project then overrides the script's",
      exclusive: ["file", "unset"],
    }),
    unset: flag({
      summary: "Print the code that restores the previous variables",
      exclusive: ["file", "portable"],
    }),
    project: PROJECT,
    unasked: flag({
      summary: "Do not run a token command: the hook calls k6p, not the user",
      hidden: true,
      exclusive: ["unset"],
    }),
    yes: CONFIRM_FLAG,
    reveal: flag({ summary: "Show the token on a terminal" }),
  },
  json: false,
  verbatim: true,
  async run(
    { engine, terminal },
    { name, shell, format, output, file, portable, unset, project, unasked, yes, reveal },
  ) {
    const toTerminal = terminal.outputIsTerminal;
    const mask = toTerminal && !reveal;
    if (format !== undefined) {
      const { writeVariables } = await import("@k6p/core/operations/env/write-variables");
      const print = (lines: string): Promise<void> => terminal.print(lines);
      return writeVariables(engine, { name, format, output, mask, toTerminal, yes, project, print });
    }
    const { printEnvironment } = await import("@k6p/core/operations/env/print-environment");
    const mode = unset ? "unset" : file ? "file" : portable ? "portable" : "variables";
    return printEnvironment(engine, { name, shell, mode, mask, toTerminal, unasked, yes, project });
  },
  render: (lines) => lines,
});
