import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { profileJson } from "../../render/profile-json.ts";

export const profileRename = defineCommand({
  summary: "Rename a profile",
  description: "The profile keeps its token, and k6 keeps using what it uses now.",
  examples: [{ description: "Rename acme to prod", command: "k6p profile rename acme prod" }],
  args: {
    from: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }),
    to: text({ summary: "New name of the profile", label: "NEW_NAME", required: true }),
  },
  flags: { force: flag({ summary: "Rename the profile even if it is protected", short: "f" }) },
  async run({ engine }, input) {
    const { renameProfile } = await import("@k6p/core/operations/profiles/rename-profile");
    return renameProfile(engine, input);
  },
  toJson: ({ previousName, ...described }) => ({ ...profileJson(described), previousName }),
  reportsChange: true,
  render: ({ profile, previousName, file }, style) =>
    previousName === profile.name
      ? `Profile ${style.bold(profile.name)} already has this name: ${file}`
      : `Renamed profile ${previousName} to ${style.bold(profile.name)}: ${file}`,
});
