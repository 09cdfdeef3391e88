import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const profileBind = defineCommand({
  summary: "Bind a folder to a profile",
  description: [
    "In the folder and below it, commands of k6p that are given no name mean this profile, unless K6P_PROFILE says otherwise. With the hook of the shell, entering the folder also makes k6 use the profile, and leaving it restores what was before: see `k6p hook --help`.",
    "Of several bound folders above each other the nearest counts. The binding is kept in a file of yours, not in the folder; it holds the profile's id, so that a new name does not break it. Symbolic links are followed first.",
  ].join("\n\n"),
  examples: [
    { description: "Use prod in this folder", command: "k6p profile bind prod" },
    { description: "Use staging in another one", command: "k6p profile bind staging ~/src/acme" },
    { description: "Keep the profile that is active now for this folder", command: "k6p profile bind" },
  ],
  args: {
    name: text({ summary: "Name of the profile; the active one if left out", label: "NAME", complete: "profile" }),
    folder: text({ summary: "The folder; the working folder if left out", label: "DIR", complete: "folders" }),
  },
  flags: {},
  async run({ engine }, input) {
    const { bindFolder } = await import("@k6p/core/operations/folders/bind-folder");
    return bindFolder(engine, input);
  },
  toJson: ({ folder, profile, former }) => ({ folder, profile: profile.name, former: former ?? null }),
  render: ({ folder, profile, former }, style) =>
    `Bound ${folder} to profile ${style.bold(profile.name)}${former === undefined || former === profile.name ? "" : ` instead of ${former}`}.`,
});
