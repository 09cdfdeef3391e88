import { defineCommand } from "../../frame/command-definition.ts";
import { flag } from "../../frame/parameters.ts";

export const teamTrust = defineCommand({
  summary: "Review and trust the team file",
  description: [
    "Some parts of a team file could send your tokens elsewhere: hosts outside Grafana's domains, recipients of sealed tokens and files from git repositories. k6p ignores these until you trust them. This command shows what is new since you last trusted the file and asks for confirmation. Shells with the hook use the file's default only after you trust it; see `k6p hook --help`.",
    "Everything else, such as names, Grafana Cloud stacks and projects, works without trust. Trust covers the current content and location of the file and of the files it extends. If any of them changes, k6p asks you again.",
  ].join("\n\n"),
  examples: [
    { description: "Review the team file and trust it", command: "k6p team trust" },
    { description: "Trust a reviewed file in a pipeline", command: "k6p team trust --yes" },
    { description: "Stop trusting the team file", command: "k6p team trust --revoke" },
  ],
  args: {},
  flags: {
    yes: flag({ summary: "Skip the confirmation", short: "y", exclusive: ["revoke"] }),
    revoke: flag({ summary: "Stop trusting the team file" }),
  },
  async run({ engine }, input) {
    const { trustTeam } = await import("@k6p/core/operations/team/trust-team");
    return trustTeam(engine, input);
  },
  toJson: ({ file, ...rest }) => ({ teamFile: file, ...rest }),
  reportsChange: true,
  render: ({ outcome, file }, style) =>
    ({
      trusted: `You now trust ${style.bold(file)}. If it or a file it extends changes, k6p asks you again.`,
      already: `You already trust ${style.bold(file)}.`,
      revoked: `You no longer trust ${style.bold(file)}.`,
      "nothing-to-revoke": `Nothing to revoke: ${style.bold(file)} is not trusted.`,
    })[outcome],
});
