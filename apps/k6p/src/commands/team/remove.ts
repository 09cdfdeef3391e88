import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const teamRemove = defineCommand({
  summary: "Remove a profile from the team file",
  description:
    "Also removes the comment directly above the profile; the rest of the file is unchanged. Tokens that members entered stay in their secret stores.",
  examples: [{ description: "Stop sharing staging", command: "k6p team remove staging" }],
  args: {
    name: text({
      summary: "Name of a profile in the team file",
      label: "NAME",
      required: true,
      complete: "profile",
    }),
  },
  flags: {},
  async run({ engine }, { name }) {
    const { removeFromTeam } = await import("@k6p/core/operations/team/remove-from-team");
    return removeFromTeam(engine, { name });
  },
  toJson: ({ file, profile }) => ({ teamFile: file, profile }),
  reportsChange: true,
  render: ({ file, profile, tokenOf }, style) =>
    [
      `Removed profile ${style.bold(profile)} from ${file}. Commit the file to share the change.`,
      ...(tokenOf === undefined ? [] : [`  To remove your token as well: k6p profile remove ${tokenOf} --token-only`]),
    ].join("\n"),
});
