import { defineCommand } from "../../frame/command-definition.ts";
import { PROFILE_OR_ACTIVE, FOLDER_ARG } from "../../flags/profile-arguments.ts";

export const profileBind = defineCommand({
  summary: "Bind a folder to a profile",
  description: [
    "In the folder and its subfolders, k6p commands use this profile if you give no name, unless K6P_PROFILE is set. With the shell hook, k6 also uses the profile when you enter the folder, and the hook restores what it used before when you leave. See `k6p hook --help`.",
    "If several parent folders are bound, the nearest one applies. Bindings are stored in your k6p settings, not in the folder. They refer to the ID of the profile, so you can rename it. Symbolic links are resolved first.",
  ].join("\n\n"),
  examples: [
    { description: "Use prod in this folder", command: "k6p profile bind prod" },
    { description: "Use staging in another folder", command: "k6p profile bind staging ~/src/acme" },
    { description: "Bind this folder to the active profile", command: "k6p profile bind" },
  ],
  args: { name: PROFILE_OR_ACTIVE, folder: FOLDER_ARG },
  flags: {},
  async run({ engine }, input) {
    const { bindFolder } = await import("@k6p/core/operations/folders/bind-folder");
    return bindFolder(engine, input);
  },
  toJson: ({ folder, profile, previous }) => ({ folder, profile: profile.name, previousProfile: previous ?? null }),
  reportsChange: true,
  render: ({ folder, profile, previous }, style) =>
    `Bound ${folder} to profile ${style.bold(profile.name)}${previous === undefined || previous === profile.name ? "" : ` (previously ${previous})`}.`,
});
