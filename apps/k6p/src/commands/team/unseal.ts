import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { STORE_FLAG } from "../../flags/token-flags.ts";
import { storeTitle } from "../../render/store-title.ts";

export const teamUnseal = defineCommand({
  summary: "Copy a sealed token to your secret store",
  description:
    "Decrypts the sealed token of the team profile with your key and stores it in your secret store. You do not need this command to use the profile: if you have no token of your own, k6p decrypts the sealed token when it is needed.",
  examples: [{ description: "Store the sealed token of prod", command: "k6p team unseal prod" }],
  args: {
    name: text({ summary: "Name of the team profile", label: "NAME", required: true, complete: "profile" }),
  },
  flags: {
    store: STORE_FLAG,
    yes: flag({
      summary: "Replace your token or trust the sealed file without confirmation",
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
  reportsChange: true,
  render: ({ profile, record, replaced }, style) =>
    `Stored the sealed token of profile ${style.bold(profile.name)} in ${storeTitle(record.store)}${replaced ? ", replacing your previous token" : ""}.`,
});
