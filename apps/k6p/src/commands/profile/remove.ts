import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";

export const profileRemove = defineCommand({
  summary: "Remove a profile and its token",
  description:
    "Asks first. The token is removed from its secret store as well; what still holds a copy of it is named. Grafana Cloud goes on accepting the token until it is revoked there.",
  examples: [
    { description: "Remove staging, after a question", command: "k6p profile remove staging" },
    { description: "From a script", command: "k6p profile remove staging --yes" },
    {
      description: "Forget the token of one of the team's profiles",
      command: "k6p profile remove staging --token-only",
    },
  ],
  args: {
    name: text({
      summary: "Name of the profile; on a terminal it is asked for if left out",
      label: "NAME",
      complete: "profile",
    }),
  },
  flags: {
    yes: flag({ summary: "Do not ask", short: "y" }),
    tokenOnly: flag({ summary: "Remove only the token; the profile stays. Works for the team's profiles, too" }),
    force: flag({
      summary: "Remove a protected profile, too, and one whose token cannot be removed from its store",
      short: "f",
    }),
  },
  async run({ engine }, input) {
    const { removeProfile } = await import("@k6p/core/operations/profiles/remove-profile");
    return { ...(await removeProfile(engine, input)), tokenOnly: input.tokenOnly };
  },
  toJson: ({ profile, tokenRemoved, copiesLeft }) => ({ profile: profile.name, tokenRemoved, copiesLeft }),
  render: ({ profile, tokenRemoved, copiesLeft, tokenOnly }, style) =>
    [
      tokenOnly
        ? `Profile ${style.bold(profile.name)} has no token any more.`
        : `Removed profile ${style.bold(profile.name)}${tokenRemoved ? " and its token" : ""}.`,
      ...copiesLeft.map((place) => `  The token is still in ${place}.`),
      ...(tokenRemoved ? ["  Grafana Cloud goes on accepting the token until it is revoked there."] : []),
    ].join("\n"),
});
