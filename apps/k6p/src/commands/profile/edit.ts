import { defineCommand } from "../../frame/command-definition.ts";
import { flag, list, text } from "../../frame/parameters.ts";
import { PROFILE_FLAGS, protectionOf } from "../../flags/profile-flags.ts";
import { profileJson } from "../../render/profile-json.ts";

export const profileEdit = defineCommand({
  summary: "Change the settings of a profile",
  description:
    "Changes the settings you pass and keeps the rest. A token is bound to its stack and hosts: if you change those, k6p does not use the token until you enter it again with `k6p login`.",
  examples: [
    { description: "Change the default project", command: "k6p profile edit prod --project 67890" },
    {
      description: "Protect the profile and describe it",
      command: 'k6p profile edit prod --protected --description "Production, ask first"',
    },
    { description: "Remove settings", command: "k6p profile edit prod --unset project --unset description" },
  ],
  args: { name: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }) },
  flags: {
    stack: text({ summary: "Slug, host or URL of another stack", short: "s", label: "STACK" }),
    ...PROFILE_FLAGS,
    tag: list({ summary: "Add a tag; can be repeated", label: "TAG", complete: "tag" }),
    untag: list({ summary: "Remove a tag; can be repeated", label: "TAG", complete: "tag" }),
    unset: list({
      summary: "Remove a setting: project, host, hostv6, description or tags; can be repeated",
      label: "SETTING",
      complete: ["project", "host", "hostv6", "description", "tags"],
    }),
    force: flag({ summary: "Change the profile even if it is protected", short: "f" }),
  },
  async run({ engine }, { tag, untag, unset, protectedChange, ...input }) {
    const { editProfile } = await import("@k6p/core/operations/profiles/edit-profile");
    return editProfile(engine, {
      ...input,
      protected: protectionOf({ ...input, protectedChange }),
      addTags: tag,
      removeTags: untag,
      unset,
    });
  },
  toJson: (described) => profileJson(described),
  reportsChange: true,
  render: ({ profile, file }, style) => `Changed profile ${style.bold(profile.name)}: ${file}`,
});
