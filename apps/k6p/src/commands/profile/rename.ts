import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { profileJson } from "../../render/profile-json.ts";

export const profileRename = defineCommand({
  summary: "Give a profile another name",
  description: "Its token goes with it. What k6 uses does not change.",
  examples: [{ description: "Rename acme to prod", command: "k6p profile rename acme prod" }],
  args: {
    from: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }),
    to: text({ summary: "Its new name", label: "NEW_NAME", required: true }),
  },
  flags: { force: flag({ summary: "Rename a protected profile, too", short: "f" }) },
  async run({ engine }, input) {
    const { renameProfile } = await import("@k6p/core/operations/profiles/rename-profile");
    return renameProfile(engine, input);
  },
  toJson: ({ formerName, ...described }) => ({ ...profileJson(described), formerName }),
  render: ({ profile, formerName, file }, style) =>
    `Renamed profile ${formerName} to ${style.bold(profile.name)}: ${file}`,
});
