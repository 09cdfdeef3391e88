import { defineCommand } from "../../frame/command-definition.ts";
import { COMPLETION_SHELL_ARG } from "../../flags/shell-argument.ts";
import { afterDashes } from "../../frame/parameters.ts";

export const completionCandidates = defineCommand({
  summary: "Print completion candidates for a shell",
  description:
    "Completion scripts call this command when you press Tab, with the words of the command line. The last word is the one being typed. The command writes no files, starts no programs and opens no secret store. If it fails, it prints no candidates.",
  examples: [{ description: "List what can follow `k6p use`", command: 'k6p completion candidates bash -- use ""' }],
  hidden: true,
  sweeps: false,
  args: {
    shell: COMPLETION_SHELL_ARG,
    words: afterDashes({ summary: "Words after k6p", label: "WORD", required: false }),
  },
  flags: {},
  json: false,
  verbatim: true,
  async run(context, { shell, words }) {
    const { answerShell } = await import("../../completion/answer-shell.ts");
    return answerShell(context, { shell, sent: words });
  },
  render: (answer) => answer,
});
