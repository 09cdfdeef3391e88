import { defineCommand } from "../../frame/command-definition.ts";
import { list, text } from "../../frame/parameters.ts";
import { PROFILE_FLAGS } from "../../flags/profile-flags.ts";
import { profileJson } from "../../render/profile-json.ts";
import { tokenPlace } from "../../render/token-place.ts";

export const profileCopy = defineCommand({
  summary: "Make a new profile from another one",
  description:
    "Copies the settings, with the changes that are named. The token is copied only when the new profile is for the same stack and hosts; otherwise enter one with `k6p login`.",
  examples: [
    {
      description: "The same stack with another project",
      command: "k6p profile copy prod prod-checkout --project 67890",
    },
    {
      description: "Another stack with the same settings",
      command: "k6p profile copy prod staging --stack acme-staging",
    },
  ],
  args: {
    from: text({ summary: "Name of the profile to copy", label: "NAME", required: true, complete: "profile" }),
    to: text({ summary: "Name of the new profile", label: "NEW_NAME", required: true }),
  },
  flags: {
    stack: text({ summary: "Another stack: its slug, host or URL", short: "s", label: "STACK" }),
    ...PROFILE_FLAGS,
    tag: list({ summary: "Add a tag; may be repeated", label: "TAG", complete: "tag" }),
  },
  async run({ engine }, { tag, ...input }) {
    const { copyProfile } = await import("@k6p/core/operations/profiles/copy-profile");
    return copyProfile(engine, { ...input, addTags: tag });
  },
  toJson: (described) => profileJson(described),
  render: ({ profile, token, file }, style) =>
    `Added profile ${style.bold(profile.name)}: ${file}\n  token    ${tokenPlace(token)}`,
});
