import { defineCommand } from "../../frame/command-definition.ts";
import { text } from "../../frame/parameters.ts";
import { STORE_FLAG } from "../../flags/token-flags.ts";

export const profileAdopt = defineCommand({
  summary: "Save the login of `k6 cloud login` as a profile",
  description:
    "Reads the token, stack, project and hosts from k6's configuration file. If you give no name, the profile is named after its stack. If you name an existing profile for the same stack, it gets the token.",
  examples: [
    { description: "Save what k6 uses now as a profile", command: "k6p profile adopt" },
    { description: "Choose the name of the profile", command: "k6p profile adopt personal" },
  ],
  args: {
    name: text({
      summary: "Name of the new profile, or of the profile that gets the token",
      label: "NAME",
      complete: "profile",
    }),
  },
  flags: {
    config: text({
      summary: "Read this file instead of k6's configuration file",
      short: "c",
      label: "FILE",
      complete: "files",
    }),
    store: STORE_FLAG,
  },
  async run({ engine }, input) {
    const { adoptFromK6 } = await import("@k6p/core/operations/use/adopt-from-k6");
    return adoptFromK6(engine, input);
  },
  toJson: ({ profile, file }) => ({ profile: profile.name, file: file.path }),
  reportsChange: true,
  render: ({ profile, file }, style) =>
    `Saved the identity in ${file.path} as profile ${style.bold(profile.name)} (${profile.stackUrl ?? "no stack"}). Its token was not checked with Grafana Cloud.`,
});
