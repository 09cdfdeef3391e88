import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { checkText } from "../../render/check-text.ts";
import { STORE_FLAG } from "../../flags/token-flags.ts";

export const profileAdopt = defineCommand({
  summary: "Save the login of `k6 cloud login` as a profile",
  description: [
    "Reads the token, stack, project and hosts from k6's configuration file. If you give no name, the profile is named after its stack. If you name an existing profile for the same stack, it gets the token.",
    "A project that k6 prefers to the default project (`projectID`) becomes the profile's project, so k6 does the same as before. k6's file is not changed.",
    "Asks Grafana Cloud whether it accepts the token. The token is saved whatever the answer. To read an environment file or the variables of this shell, use `k6p profile import`.",
  ].join("\n\n"),
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
    verify: flag({ summary: "Ask Grafana Cloud about the token (the default)", negatable: true }),
    store: STORE_FLAG,
  },
  async run({ engine }, input) {
    const { adoptFromK6 } = await import("@k6p/core/operations/use/adopt-from-k6");
    return adoptFromK6(engine, { ...input, verify: input.verify !== false });
  },
  toJson: ({ profile, file, check }) => ({ profile: profile.name, file: file.path, verdict: check.verdict }),
  reportsChange: true,
  render: ({ profile, file, check }, style) =>
    [
      `Saved the identity in ${file.path} as profile ${style.bold(profile.name)} (${profile.stackUrl ?? profile.host ?? "no stack"}).`,
      `  project  ${profile.defaultProjectId ?? "none"}`,
      `  token    ${checkText(check)}`,
      ...(check.verdict === "rejected" ? [`Enter a token that works: k6p login ${profile.name}`] : []),
      ...(check.verdict === "unreachable" ? [`Check it later: k6p verify ${profile.name}`] : []),
    ].join("\n"),
});
