import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";

export const profileAdopt = defineCommand({
  summary: "Save what `k6 cloud login` wrote as a profile",
  description:
    "Takes the token, stack, project and hosts from k6's configuration file. Without a name the profile is named after its stack; with the name of a profile for the same stack, the token becomes that profile's new one.",
  examples: [
    { description: "Keep what k6 cloud login left", command: "k6p profile adopt" },
    { description: "Under a name", command: "k6p profile adopt personal" },
  ],
  args: {
    name: text({
      summary: "Name for the profile, or the profile that gets the token",
      label: "NAME",
      complete: "profile",
    }),
  },
  flags: {
    config: text({
      summary: "Take it from this file instead of the one that k6 reads by default",
      short: "c",
      label: "FILE",
      complete: "files",
    }),
    store: text({ summary: "Secret store for the token: keyring or file", label: "STORE", complete: "store" }),
  },
  async run({ engine }, input) {
    const { adoptFromK6 } = await import("@k6p/core/operations/use/adopt-from-k6");
    return adoptFromK6(engine, input);
  },
  toJson: ({ profile, file }) => ({ profile: profile.name, file: file.path }),
  render: ({ profile, file }, style) =>
    `Saved the identity in ${file.path} as profile ${style.bold(profile.name)} (${profile.stackUrl ?? "no stack"}). Its token was not checked with Grafana Cloud.`,
});
