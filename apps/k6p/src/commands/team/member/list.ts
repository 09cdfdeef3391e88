import { defineCommand } from "../../../frame/command-definition.ts";
import { renderTable } from "../../../render/table.ts";

export const teamMemberList = defineCommand({
  summary: "List the members that the team's tokens are sealed for",
  examples: [{ description: "List the recipients in the team file", command: "k6p team member list" }],
  args: {},
  flags: {},
  async run({ engine }) {
    const { listMembers } = await import("@k6p/core/operations/sealing/list-members");
    return listMembers(engine);
  },
  toJson: ({ file, members }) => ({
    teamFile: file,
    members: members.map(({ name, key, isYou, isConfirmed }) => ({ name, key, you: isYou, trusted: isConfirmed })),
  }),
  render({ file, members }, style) {
    if (members.length === 0)
      return `${file} has no recipients. Each member prints the line to add with: k6p team join`;
    const rows = members.map(({ name, key, isYou, isConfirmed }) => [
      style.bold(name),
      key,
      isYou ? "you" : isConfirmed ? "-" : style.yellow("not trusted yet"),
    ]);
    return renderTable({ header: ["NAME", "KEY", "NOTES"], rows }, style);
  },
});
