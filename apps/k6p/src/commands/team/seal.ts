import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { sealedFolder } from "../../render/sealed-folder.ts";
import { leftTokenLines } from "../../render/left-tokens.ts";

export const teamSeal = defineCommand({
  summary: "Encrypt a token for all members of the team",
  description: [
    "Takes the token that you have for the team's profile and puts it, encrypted to every recipient of the team file, into .k6p/sealed beside that file. Commit it: whoever is a recipient can use the profile then.",
    "Before anything is sealed for somebody for the first time you are asked.",
  ].join("\n\n"),
  examples: [
    { description: "Share the token of prod", command: "k6p team seal prod" },
    { description: "After somebody has joined", command: "k6p team seal --all" },
  ],
  args: {
    name: text({ summary: "Name of the team's profile", label: "PROFILE", complete: "profile" }),
  },
  flags: {
    all: flag({ summary: "Encrypt what is sealed already for the present recipients" }),
    yes: flag({ summary: "Agree to new recipients without a question", short: "y" }),
  },
  async run({ engine }, input) {
    const { sealTokens } = await import("@k6p/core/operations/sealing/seal-tokens");
    return sealTokens(engine, input);
  },
  toJson: ({ sealed, left, recipients, newRecipients }) => ({
    sealed,
    left,
    recipients: recipients.map(({ name }) => name),
    newRecipients: newRecipients.map(({ recipient }) => recipient.name),
  }),
  render({ sealed, left, recipients }, style) {
    const names = recipients.map(({ name }) => name).join(", ");
    return [
      sealed.length === 0 ? "Nothing was sealed." : `Sealed for ${names}:`,
      ...sealed.map(({ profile, file }) => `  ${style.bold(profile)}  ${file}`),
      ...leftTokenLines(left, style),
      ...(sealed.length === 0 ? [] : [`Commit it: git add ${sealedFolder(sealed)}`]),
    ].join("\n");
  },
  exitCode: ({ left }) => (left.length === 0 ? 0 : 1),
});
