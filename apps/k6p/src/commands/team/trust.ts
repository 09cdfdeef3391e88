import { defineCommand } from "../../frame/command-definition.ts";
import { flag } from "../../frame/parameters.ts";

export const teamTrust = defineCommand({
  summary: "See what the team file could do with your tokens, and agree to it",
  description: [
    "Names, stacks of Grafana Cloud, projects, descriptions and rules of a team file work at once. Hosts outside of Grafana's domains, recipients of sealed tokens and files from git repositories do nothing until you have agreed: this command shows exactly what they would do, as a difference from what you agreed to before, and asks. The same goes for the default of the file where it is for shells that have the hook: `k6p hook --help`.",
    "Trust is in the content of the file and of everything that it extends, where they are now. Any change asks again.",
  ].join("\n\n"),
  examples: [
    { description: "Look, and agree or not", command: "k6p team trust" },
    { description: "In a pipeline that has reviewed the file", command: "k6p team trust --yes" },
    { description: "Take it back", command: "k6p team trust --revoke" },
  ],
  args: {},
  flags: {
    yes: flag({ summary: "Do not ask", short: "y", exclusive: ["revoke"] }),
    revoke: flag({ summary: "Trust nothing of the file any more" }),
  },
  async run({ engine }, input) {
    const { trustTeam } = await import("@k6p/core/operations/team/trust-team");
    return trustTeam(engine, input);
  },
  render: ({ outcome, file }, style) =>
    ({
      trusted: `${style.bold(file)} is trusted as it is now. Any change of it, or of what it extends, asks again.`,
      already: `${style.bold(file)} is trusted already, as it is now.`,
      revoked: `${style.bold(file)} is not trusted any more.`,
      "nothing-to-revoke": `${style.bold(file)} was not trusted.`,
    })[outcome],
});
