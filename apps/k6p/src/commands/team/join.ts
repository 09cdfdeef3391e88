import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { storeTitle } from "../../render/store-title.ts";

export const teamJoin = defineCommand({
  summary: "Create your key for the team's sealed tokens",
  description: [
    "Stores the secret key in your secret store and prints the public key. Add the public key to the recipients in the team file with a pull request. A member can then seal the tokens for you.",
    "If you already have a key, k6p prints it again. You can use one key in all teams.",
  ].join("\n\n"),
  examples: [
    { description: "Create a key under your user name", command: "k6p team join" },
    { description: "Create a key under another name", command: "k6p team join --name anna" },
  ],
  args: {},
  flags: {
    name: text({ summary: "Your name in the team file; your user name if omitted", label: "WHO" }),
    store: text({
      summary: "Secret store for the key: keyring or file",
      label: "STORE",
      complete: "store",
    }),
    renew: flag({ summary: "Replace your key; the previous key is removed" }),
    yes: flag({ summary: "Skip the confirmation", short: "y", dependsOn: ["renew"] }),
  },
  async run({ engine }, input) {
    const { joinTeam } = await import("@k6p/core/operations/sealing/join-team");
    return joinTeam(engine, input);
  },
  toJson: ({ name, recipient, store, isNew, teamFile, isListed, previouslyListedAs }) => ({
    name,
    recipient,
    store,
    new: isNew,
    teamFile: teamFile ?? null,
    listed: isListed,
    previouslyListedAs: previouslyListedAs ?? null,
  }),
  render({ name, recipient, store, isNew, teamFile, isListed, previouslyListedAs }, style) {
    const key = `Your public key: ${style.bold(recipient)}\nThe secret key ${isNew ? "was stored" : "is"} in ${storeTitle(store)}.`;
    if (isListed) return `${key}\nYou are a recipient in ${teamFile ?? ""}.`;
    const listedAs = previouslyListedAs ?? name;
    const step =
      previouslyListedAs === undefined
        ? `Add it to the recipients in ${teamFile ?? "the team file"} with a pull request:`
        : `Replace your previous key in ${teamFile ?? "the team file"} with a pull request:`;
    return `${key}\n${step}\n  ${listedAs}: ${recipient}`;
  },
});
