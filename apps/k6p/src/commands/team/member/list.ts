import { defineCommand } from "../../../frame/command-definition.ts";
import { renderTable } from "../../../render/table.ts";

export const teamMemberList = defineCommand({
  summary: "List whom the team's tokens are sealed for",
  examples: [{ description: "The recipients of the team file", command: "k6p team member list" }],
  args: {},
  flags: {},
  async run({ engine }) {
    const { listMembers } = await import("@k6p/core/operations/sealing/list-members");
    return listMembers(engine);
  },
  render({ file, members }, style) {
    if (members.length === 0) return `${file} names no recipients. Each member prints the line for it: k6p team join`;
    const rows = members.map(({ name, key, isYou, isConfirmed }) => [
      style.bold(name),
      key,
      isYou ? "you" : isConfirmed ? "-" : style.yellow("new to you"),
    ]);
    return renderTable({ header: ["NAME", "KEY", "NOTES"], rows }, style);
  },
});
