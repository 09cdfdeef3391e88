import { defineCommand } from "../frame/command-definition.ts";
import { choice } from "../frame/parameters.ts";

export const completion = defineCommand({
  summary: "Print the script that completes k6p's words in a shell",
  description:
    "`k6p completion install` puts it where the shell finds it; this is for those who place it themselves. The script asks k6p at the Tab key, so that it knows your profiles, and it does not change from one version of k6p to the next.",
  examples: [
    { description: "For this bash or zsh alone", command: "source <(k6p completion bash)" },
    { description: "For this fish alone", command: "k6p completion fish | source" },
    { description: "For this PowerShell alone", command: "k6p completion pwsh | Out-String | Invoke-Expression" },
  ],
  args: {
    shell: choice({
      summary: "The shell: bash, zsh, fish, pwsh or nushell",
      options: ["bash", "zsh", "fish", "pwsh", "nushell"],
      label: "SHELL",
      required: true,
    }),
  },
  flags: {},
  json: false,
  verbatim: true,
  async run(_context, { shell }) {
    const { COMPLETION_SHELLS } = await import("../completion/completion-shells.ts");
    return COMPLETION_SHELLS[shell].script;
  },
  render: (script) => script,
});
