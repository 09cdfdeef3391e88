import { defineCommand } from "../../frame/command-definition.ts";
import { list, text } from "../../frame/parameters.ts";
import { PROFILE_FLAGS, protectionOf } from "../../flags/profile-flags.ts";
import { profileJson } from "../../render/profile-json.ts";
import { tokenPlace } from "../../render/token-place.ts";

export const profileCopy = defineCommand({
  summary: "Copy a profile under a new name",
  description:
    "Copies the settings and applies the flags you pass. The token is copied only if the new profile is for the same stack and hosts. Otherwise, enter a token with `k6p login`.",
  examples: [
    {
      description: "Copy prod, with another default project",
      command: "k6p profile copy prod prod-checkout --project 67890",
    },
    {
      description: "Copy the settings of prod for another stack",
      command: "k6p profile copy prod staging --stack acme-staging",
    },
  ],
  args: {
    from: text({ summary: "Name of the profile to copy", label: "NAME", required: true, complete: "profile" }),
    to: text({ summary: "Name of the new profile", label: "NEW_NAME", required: true }),
  },
  flags: {
    stack: text({ summary: "Slug, host or URL of another stack", short: "s", label: "STACK" }),
    ...PROFILE_FLAGS,
    tag: list({ summary: "Add a tag; can be repeated", label: "TAG", complete: "tag" }),
  },
  async run({ engine }, { tag, protectedChange, ...input }) {
    const { copyProfile } = await import("@k6p/core/operations/profiles/copy-profile");
    return copyProfile(engine, { ...input, protected: protectionOf({ ...input, protectedChange }), addTags: tag });
  },
  toJson: (described) => profileJson(described),
  reportsChange: true,
  render: ({ profile, token, file }, style) =>
    `Added profile ${style.bold(profile.name)}: ${file}\n  token    ${tokenPlace(token)}`,
});
