import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";

export const teamUnseal = defineCommand({
  summary: "Make a sealed token your own",
  description:
    "Opens the sealed token of the team's profile with your key and stores it in your secret store. To use the profile you do not need this: a sealed token is opened whenever there is none of your own.",
  examples: [{ description: "Keep the token of prod", command: "k6p team unseal prod" }],
  args: {
    name: text({ summary: "Name of the team's profile", label: "PROFILE", required: true, complete: "profile" }),
  },
  flags: {
    store: text({
      summary: "Secret store for the token: keyring or file",
      label: "STORE",
      complete: "store",
    }),
    yes: flag({
      summary: "Replace another token of yours, or take one that you have not agreed to, without a question",
      short: "y",
    }),
  },
  async run({ engine }, input) {
    const { unsealToken } = await import("@k6p/core/operations/sealing/unseal-token");
    return unsealToken(engine, input);
  },
  toJson: ({ profile, record, sealedAt, replaced }) => ({
    profile: profile.name,
    store: record.store,
    sealedAt,
    replaced,
  }),
  render: ({ profile, record, replaced }, style) =>
    `Stored the sealed token of profile ${style.bold(profile.name)} in ${record.store === "keyring" ? "the system keyring" : "the encrypted file vault"}${replaced ? ", in place of your former one" : ""}.`,
});
