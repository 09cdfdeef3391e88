import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";

export const profileRemove = defineCommand({
  summary: "Remove a profile and its token",
  description:
    "Asks for confirmation, then removes the profile and its token. If copies of the token are left elsewhere, k6p lists them. Grafana Cloud accepts the token until you revoke it there.",
  examples: [
    { description: "Remove a profile", command: "k6p profile remove staging" },
    { description: "Remove a profile without confirmation", command: "k6p profile remove staging --yes" },
    {
      description: "Remove only your token, for example of a team profile",
      command: "k6p profile remove staging --token-only",
    },
  ],
  args: {
    name: text({
      summary: "Name of the profile; if omitted, k6p asks on a terminal",
      label: "NAME",
      complete: "profile",
    }),
  },
  flags: {
    yes: flag({ summary: "Skip the confirmation", short: "y" }),
    tokenOnly: flag({ summary: "Remove only the token and keep the profile; also works for team profiles" }),
    force: flag({
      summary: "Remove the profile even if it is protected or its token cannot be removed",
      short: "f",
    }),
  },
  async run({ engine }, input) {
    const { removeProfile } = await import("@k6p/core/operations/profiles/remove-profile");
    return { ...(await removeProfile(engine, input)), tokenOnly: input.tokenOnly };
  },
  toJson: ({ profile, tokenRemoved, copiesLeft }) => ({ profile: profile.name, tokenRemoved, copiesLeft }),
  reportsChange: true,
  render: ({ profile, tokenRemoved, copiesLeft, tokenOnly }, style) =>
    [
      tokenOnly
        ? `Removed the token of profile ${style.bold(profile.name)}.`
        : `Removed profile ${style.bold(profile.name)}${tokenRemoved ? " and its token" : ""}.`,
      ...copiesLeft.map((place) => `  The token is still in ${place}.`),
      ...(tokenRemoved ? ["  Grafana Cloud accepts the token until you revoke it there."] : []),
    ].join("\n"),
});
