import { defineCommand } from "../../../frame/command-definition.ts";
import { flag, text } from "../../../frame/parameters.ts";
import { sealedFolder } from "../../../render/sealed-folder.ts";
import { leftTokenLines } from "../../../render/left-tokens.ts";

export const teamMemberRemove = defineCommand({
  summary: "Seal every token anew without a member, and list what to replace",
  description:
    "What the member has read stays read, and git keeps the old files: the tokens that are listed must be replaced at Grafana Cloud. The team file is for you to edit.",
  examples: [{ description: "ben leaves the team", command: "k6p team member remove ben" }],
  args: { who: text({ summary: "Name or public key of the member", label: "WHO", required: true }) },
  flags: { yes: flag({ summary: "Do not ask", short: "y" }) },
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
        ? ["No token was sealed anew."]
        : [
            `Sealed ${resealed.length} token${resealed.length === 1 ? "" : "s"} anew, for everybody but ${name}. Commit: git add ${sealedFolder(resealed)}`,
          ]),
      ...leftTokenLines(left, style),
      `Take ${name} out of the recipients in ${teamFile}.`,
      ...(toReplace.length === 0
        ? [
            `${name} can read none of the present files; what was in former ones: git log -- .k6p/sealed, in the folder of the team file`,
          ]
        : [
            `${name} could read these tokens. Make a new one for each at Grafana Cloud, then revoke the old one there:`,
            ...toReplace.map((profile) => `  ${profile}:  k6p login ${profile} && k6p team seal ${profile}`),
          ]),
    ].join("\n");
  },
  exitCode: ({ left }) => (left.length === 0 ? 0 : 1),
});
