import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../../frame/command-definition.ts";
import { flag, text } from "../../frame/parameters.ts";
import { sealedFolder } from "../../render/sealed-folder.ts";
import { leftTokenLines } from "../../render/left-tokens.ts";

export const teamSeal = defineCommand({
  summary: "Encrypt a token for the members of the team",
  description: [
    "Encrypts your token of the team profile for every recipient in the team file and writes it to the folder .k6p/sealed next to the team file. Commit the file, and every recipient can use the profile.",
    "Before k6p seals a token for a recipient for the first time, it asks for confirmation.",
  ].join("\n\n"),
  examples: [
    { description: "Share your token of prod", command: "k6p team seal prod" },
    { description: "Seal all tokens again after a member joined", command: "k6p team seal --all" },
  ],
  args: { name: text({ summary: "Name of the team profile", label: "NAME", complete: "profile" }) },
  flags: {
    all: flag({ summary: "Seal all sealed tokens again for the current recipients" }),
    yes: flag({ summary: "Trust new recipients without confirmation", short: "y" }),
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
  reportsChange: true,
  render({ sealed, left, recipients }, style) {
    const names = recipients.map(({ name }) => name).join(", ");
    return [
      sealed.length === 0 ? "No tokens were sealed." : `Sealed for ${names}:`,
      ...sealed.map(({ profile, file }) => `  ${style.bold(profile)}  ${file}`),
      ...leftTokenLines(left, style),
      ...(sealed.length === 0 ? [] : [`Commit the files: git add ${sealedFolder(sealed)}`]),
    ].join("\n");
  },
  exitCode: ({ left }) => (left.length === 0 ? EXIT.success : EXIT.failure),
});
