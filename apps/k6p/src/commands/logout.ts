import { defineCommand } from "../frame/command-definition.ts";
import { flag, text } from "../frame/parameters.ts";

export const logout = defineCommand({
  summary: "Remove the token of a profile, and keep the profile",
  description:
    "Asks for confirmation, then removes the token from its secret store, and from k6's file if it is there. The definition of the profile stays, so you can log in again. k6p remembers the token by its fingerprint and does not save it again if it finds a copy later. Copies that are left, such as in shells that still run, are listed. Grafana Cloud accepts the token until you revoke it there.",
  examples: [
    { description: "Log out of prod", command: "k6p logout prod" },
    { description: "Log out of prod without confirmation", command: "k6p logout prod --yes" },
  ],
  args: {
    name: text({ summary: "Name of the profile; if omitted, k6p shows a list", label: "NAME", complete: "profile" }),
  },
  flags: {
    yes: flag({ summary: "Skip the confirmation", short: "y" }),
    force: flag({ summary: "Forget the token even if its store cannot remove it", short: "f" }),
  },
  async run({ engine }, input) {
    const { logOut } = await import("@k6p/core/operations/profiles/log-out");
    return logOut(engine, input);
  },
  toJson: ({ profile, tokenRemoved, k6File, copiesLeft }) => ({
    profile: profile.name,
    tokenRemoved,
    k6File: k6File ?? null,
    copiesLeft,
  }),
  reportsChange: true,
  render: ({ profile, k6File, copiesLeft }, style) =>
    [
      `Logged out of profile ${style.bold(profile.name)}: removed its token${k6File === undefined ? "" : `, also from ${k6File}`}.`,
      ...copiesLeft.map((place) => `  The token is still in ${place}.`),
      `  Grafana Cloud accepts the token until you revoke it there: k6p open ${profile.name} --settings`,
      `To log in again: k6p login ${profile.name}`,
    ].join("\n"),
});
