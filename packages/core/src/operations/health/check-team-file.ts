import { K6pError } from "../../errors/k6p-error.ts";
import { problemOf } from "../../errors/problem.ts";
import { placeText } from "../../team-config/team-fault.ts";
import { type Check, problemFinding } from "./check.ts";

/** The team file of this folder: whether it can be read, and whether you trust what needs it. */
export const checkTeamFile: Check = {
  id: "team-file",
  title: "Team file",
  async run({ profiles }) {
    try {
      const team = await profiles.inspectTeam();
      if (team === undefined) return { findings: [], facts: "none in reach" };
      const faults = team.graph.faults.map((fault) => ({
        code: "team-file",
        level: "error" as const,
        message: `${placeText(fault)}: ${fault.message}.`,
        remedy: [...fault.remedy, "See everything about it: k6p team check"],
      }));
      const untrusted =
        team.trust !== "trusted" && team.whole.sensitive.length > 0
          ? [
              {
                code: "team-untrusted",
                level: "warning" as const,
                message: `Parts of ${team.path} do nothing until you trust them.`,
                remedy: ["Review and trust them: k6p team trust"],
              },
            ]
          : [];
      return { findings: [...faults, ...untrusted], facts: team.path };
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      return { findings: [problemFinding(problemOf(error))] };
    }
  },
};
