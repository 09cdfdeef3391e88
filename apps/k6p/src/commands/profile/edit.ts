import { defineCommand } from "../../frame/command-definition.ts";
import { flag, list, text } from "../../frame/parameters.ts";
import { PROFILE_FLAGS } from "../../flags/profile-flags.ts";
import { profileJson } from "../../render/profile-json.ts";

export const profileEdit = defineCommand({
  summary: "Change the settings of a profile",
  description:
    "Changes what is named and leaves the rest, also keys in the file that k6p does not know. A token is bound to its stack and hosts: when those change, it is not handed out until it is entered again.",
  examples: [
    { description: "Another default project", command: "k6p profile edit prod --project 67890" },
    {
      description: "Guard it, and say what it is for",
      command: 'k6p profile edit prod --protected --description "Production, ask first"',
    },
    { description: "Take settings away", command: "k6p profile edit prod --unset project --unset description" },
  ],
  args: { name: text({ summary: "Name of the profile", label: "NAME", required: true, complete: "profile" }) },
  flags: {
    stack: text({ summary: "Another stack: its slug, host or URL", short: "s", label: "STACK" }),
    ...PROFILE_FLAGS,
    tag: list({ summary: "Add a tag; may be repeated", label: "TAG", complete: "tag" }),
    untag: list({ summary: "Remove a tag; may be repeated", label: "TAG", complete: "tag" }),
    unset: list({
      summary: "Take a setting away: project, host, hostv6, description or tags; may be repeated",
      label: "SETTING",
      complete: ["project", "host", "hostv6", "description", "tags"],
    }),
    force: flag({ summary: "Change a protected profile, too", short: "f" }),
  },
  async run({ engine }, { tag, untag, unset, ...input }) {
    const { editProfile } = await import("@k6p/core/operations/profiles/edit-profile");
    return editProfile(engine, { ...input, addTags: tag, removeTags: untag, unset });
  },
  toJson: (described) => profileJson(described),
  render: ({ profile, file }, style) => `Changed profile ${style.bold(profile.name)}: ${file}`,
});
