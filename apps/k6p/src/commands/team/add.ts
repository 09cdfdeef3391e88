import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const teamAdd = defineCommand({
  summary: "Add one of your profiles to the team file",
  description: "Adds the definition without the token. The comments and layout of the file are kept.",
  examples: [{ description: "Share the profile staging", command: "k6p team add staging" }],
  args: { name: text({ summary: "Name of your profile", label: "NAME", required: true, complete: "profile" }) },
  flags: {},
  async run({ engine }, { name }) {
    const { addToTeam } = await import("@k6p/core/operations/team/add-to-team");
    return addToTeam(engine, { name });
  },
  toJson: ({ file, profile }) => ({ teamFile: file, profile }),
  reportsChange: true,
  render: ({ file, profile }, style) => `Added profile ${style.bold(profile)} to ${file}. Commit the file to share it.`,
});
