import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const teamRemove = defineCommand({
  summary: "Take a profile out of the team file",
  description:
    "The comment right above it goes with it; everything else in the file stays as it is. Tokens that members have entered stay in their own stores.",
  examples: [{ description: "Stop sharing staging", command: "k6p team remove staging" }],
  args: {
    name: text({ summary: "Name of a profile in the file", label: "NAME", required: true, complete: "profile" }),
  },
  flags: {},
  async run({ engine }, { name }) {
    const { removeFromTeam } = await import("@k6p/core/operations/team/remove-from-team");
    return removeFromTeam(engine, { name });
  },
  toJson: ({ file, profile }) => ({ file, profile }),
  render: ({ file, profile, tokenOf }, style) =>
    [
      `Took profile ${style.bold(profile)} out of ${file}. Commit the file to share that.`,
      ...(tokenOf === undefined ? [] : [`  Your own token of it stays: k6p profile remove ${tokenOf} --token-only`]),
    ].join("\n"),
});
