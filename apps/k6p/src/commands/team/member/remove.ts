import { EXIT } from "@k6p/core/errors/error-codes";
import { defineCommand } from "../../../frame/command-definition.ts";
import { flag, text } from "../../../frame/parameters.ts";
import { sealedFolder } from "../../../render/sealed-folder.ts";
import { leftTokenLines } from "../../../render/left-tokens.ts";

export const teamMemberRemove = defineCommand({
  summary: "Seal the team's tokens again without a member",
  description:
    "The member may have copies of the tokens, and git keeps the old files. k6p lists the tokens that you must replace in Grafana Cloud. It does not edit the team file: remove the member from the recipients yourself.",
  examples: [{ description: "Remove the member ben", command: "k6p team member remove ben" }],
  args: { who: text({ summary: "Name or public key of the member", label: "WHO", required: true }) },
  flags: { yes: flag({ summary: "Skip the confirmation", short: "y" }) },
  async run({ engine }, input) {
    const { removeMember } = await import("@k6p/core/operations/sealing/remove-member");
    return removeMember(engine, input);
  },
  toJson: ({ member, teamFile, resealed, left, toReplace }) => ({
    member,
    teamFile,
    sealed: resealed.map(({ profile, file }) => ({ profile, file })),
    left,
    toReplace,
  }),
  render({ member, teamFile, resealed, left, toReplace }, style) {
    const name = style.bold(member.name);
    return [
      ...(resealed.length === 0
        ? ["No tokens were sealed again."]
        : [
            `Sealed ${resealed.length} token${resealed.length === 1 ? "" : "s"} again, without ${name}. Commit the files: git add ${sealedFolder(resealed)}`,
          ]),
      ...leftTokenLines(left, style),
      `Remove ${name} from the recipients in ${teamFile}.`,
      ...(toReplace.length === 0
        ? [
            `${name} cannot read any of the current files. To find earlier ones, run in the folder of the team file: git log -- .k6p/sealed`,
          ]
        : [
            `${name} could read these tokens. Create a new token for each in Grafana Cloud, then revoke the old one:`,
            ...toReplace.map((profile) => `  ${profile}:  k6p login ${profile} && k6p team seal ${profile}`),
          ]),
    ].join("\n");
  },
  exitCode: ({ left }) => (left.length === 0 ? EXIT.success : EXIT.failure),
});
