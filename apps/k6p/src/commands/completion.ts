import { defineCommand } from "../frame/command-definition.ts";
import { COMPLETION_SHELL_ARG } from "../flags/shell-argument.ts";

export const completion = defineCommand({
  summary: "Print the completion script for a shell",
  description:
    "To set up completion, run `k6p completion install`. Use this command if you want to place the script yourself. The script calls k6p when you press Tab, so it knows your profiles and does not need to be updated with k6p.",
  examples: [
    { description: "Try it in the current bash or zsh", command: "source <(k6p completion bash)" },
    { description: "Try it in the current fish", command: "k6p completion fish | source" },
    {
      description: "Try it in the current PowerShell",
      command: "k6p completion pwsh | Out-String | Invoke-Expression",
    },
  ],
  args: {
    shell: COMPLETION_SHELL_ARG,
  },
  flags: {},
  json: false,
  verbatim: true,
  async run(_context, { shell }) {
    const { COMPLETION_SHELLS } = await import("@k6p/core/completions/completion-shells");
    return COMPLETION_SHELLS[shell].script;
  },
  render: (script) => script,
});
