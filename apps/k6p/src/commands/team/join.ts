import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";

export const teamJoin = defineCommand({
  summary: "Make a key of your own for the team's sealed tokens",
  description: [
    "The key is kept in your secret store; its public half is printed, for the recipients in the team file. Bring it there by a pull request, and let a member seal the tokens for you.",
    "Run again, it prints the same. One key is good for all teams.",
  ].join("\n\n"),
  examples: [
    { description: "Join under the name of your user", command: "k6p team join" },
    { description: "Say what colleagues know you by", command: "k6p team join --name anna" },
  ],
  args: {},
  flags: {
    name: text({ summary: "What colleagues know you by; the name of your user if left out", label: "WHO" }),
    store: text({
      summary: "Secret store for the key: keyring or file",
      label: "STORE",
      complete: "store",
    }),
    renew: flag({ summary: "Make a new key in place of the present one, which then opens nothing any more" }),
    yes: flag({ summary: "Do not ask before a key that works is given up", short: "y", dependsOn: ["renew"] }),
  },
  async run({ engine }, input) {
    const { joinTeam } = await import("@k6p/core/operations/sealing/join-team");
    return joinTeam(engine, input);
  },
  toJson: ({ name, recipient, store, isNew, teamFile, isListed, formerlyListedAs }) => ({
    name,
    recipient,
    store,
    isNew,
    teamFile: teamFile ?? null,
    isListed,
    formerlyListedAs: formerlyListedAs ?? null,
  }),
  render({ name, recipient, store, isNew, teamFile, isListed, formerlyListedAs }, style) {
    const place = store === "keyring" ? "the system keyring" : "the encrypted file vault";
    const key = `Your public key is ${style.bold(recipient)}\nIts secret half ${isNew ? "has been put into" : "is in"} ${place}.`;
    if (isListed) return `${key}\n${teamFile ?? ""} has it among the recipients.`;
    if (formerlyListedAs !== undefined)
      return `${key}\nPut it in place of your former one in ${teamFile ?? "the team file"}, by a pull request:\n  ${formerlyListedAs}: ${recipient}`;
    return `${key}\nAdd it to the recipients of ${teamFile ?? "the team file"}, by a pull request:\n  ${name}: ${recipient}`;
  },
});
