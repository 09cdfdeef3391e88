import { defineCommand } from "../../frame/command-definition.ts";
import { afterDashes, choice } from "../../frame/parameters.ts";

export const completionCandidates = defineCommand({
  summary: "Print what may be typed next, for the completion of a shell",
  description:
    "The scripts of `k6p completion` call it at the Tab key with the words of the command line, the last of which is being typed. It writes nothing, starts nothing and opens no secret store; where it fails there are no candidates.",
  examples: [{ description: "What may follow `k6p use`", command: 'k6p completion candidates bash -- use ""' }],
  hidden: true,
  args: {
    shell: choice({
      summary: "The shell that asks",
      options: ["bash", "zsh", "fish", "pwsh", "nushell"],
      label: "SHELL",
      required: true,
    }),
    words: afterDashes({ summary: "The words after k6p", label: "WORD", required: false }),
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
