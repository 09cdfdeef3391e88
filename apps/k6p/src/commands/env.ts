import { defineCommand } from "../command-definition.ts";
import { choice, flag, text } from "../parameters.ts";

export const env = defineCommand({
  summary: "Print shell lines that make k6 use a profile in this shell alone",
  description: [
    "The lines set the profile's token and stack, point K6_CONFIG to a copy of your k6 configuration with the rest of the identity, and unset what another profile left behind. They do nothing until the shell evaluates them.",
    "A script's own project still wins, as it does with `use`. On a terminal the token is masked; --reveal shows it.",
  ].join("\n\n"),
  examples: [
    { description: "bash, zsh, sh: use prod in this shell", command: 'eval "$(k6p env prod)"' },
    { description: "fish", command: "k6p env prod | source" },
    { description: "Leave again", command: 'eval "$(k6p env --unset)"' },
    { description: "Keep the token out of the environment", command: 'eval "$(k6p env prod --file)"' },
    { description: "Variables alone, for a place without files", command: "k6p env prod --portable --shell sh" },
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
    file: flag({
      summary: "Put the whole identity into a private file, and no token into the environment",
      exclusive: ["portable", "unset"],
    }),
    portable: flag({
      summary: "Print variables alone, without a file; the project then beats the one of scripts",
      exclusive: ["file", "unset"],
    }),
    unset: flag({ summary: "Print the lines that leave the profile", exclusive: ["file", "portable"] }),
    unasked: flag({
      summary: "Run no command for the token: nobody has asked for this profile just now",
      hidden: true,
      exclusive: ["unset"],
    }),
    reveal: flag({ summary: "Show the token on a terminal" }),
  },
  json: false,
  verbatim: true,
  async run({ engine, terminal }, { name, shell: named, file, portable, unset, unasked, reveal }) {
    const { printEnvironment } = await import("@k6p/core/operations/print-environment");
    const mode = unset ? "unset" : file ? "file" : portable ? "portable" : "variables";
    const mask = terminal.outputIsTerminal && !reveal;
    const toTerminal = terminal.outputIsTerminal;
    return printEnvironment(engine, { name, shell: named, mode, mask, toTerminal, unasked });
  },
  render: (lines) => lines,
});
