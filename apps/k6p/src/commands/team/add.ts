import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const teamAdd = defineCommand({
  summary: "Add the definition of one of your profiles to the team file",
  description: "The token is not added. Comments and layout of the file stay as they are.",
  examples: [{ description: "Share the profile staging", command: "k6p team add staging" }],
  args: { name: text({ summary: "Name of one of your profiles", label: "NAME", required: true, complete: "profile" }) },
  flags: {},
  async run({ engine }, { name }) {
    const { addToTeam } = await import("@k6p/core/operations/team/add-to-team");
    return addToTeam(engine, { name });
  },
  render: ({ file, profile }, style) => `Added profile ${style.bold(profile)} to ${file}. Commit the file to share it.`,
});
