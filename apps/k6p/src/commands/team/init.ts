import { defineCommand } from "../../frame/command-definition.ts";
import { CI_SYSTEMS } from "../../flags/ci-systems.ts";
import { choice, text } from "../../frame/parameters.ts";

export const teamInit = defineCommand({
  summary: "Write a team file from your own profiles, without tokens",
  description: [
    "Writes k6p.config.yaml into the root of the repository, or into the working folder where there is none: the names, stacks, projects and rules of your profiles, and nothing that is secret. Commit it, and everybody who works in the repository has the same profiles; each enters a token of their own.",
    "A team file that is there already is never touched.",
  ].join("\n\n"),
  examples: [
    { description: "Share all your profiles", command: "k6p team init" },
    { description: "Share two of them", command: "k6p team init --profiles prod,staging" },
    { description: "With a workflow for GitHub Actions", command: "k6p team init --ci github" },
  ],
  args: {},
  flags: {
    profiles: text({ summary: "Names of profiles, with commas between them; all if left out", label: "NAMES" }),
    ci: choice({ summary: "Also write a pipeline for the first of them", label: "SYSTEM", options: CI_SYSTEMS }),
  },
  async run({ engine }, { profiles, ci }) {
    const { initTeam } = await import("@k6p/core/operations/team/init-team");
    const names = profiles?.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
    return initTeam(engine, { profiles: names, ci });
  },
  toJson: ({ file, profiles, gitAttributes, pipeline, outsideOfRepository }) => ({
    file,
    profiles,
    gitAttributes,
    pipeline: pipeline ?? null,
    inRepository: !outsideOfRepository,
  }),
  render: ({ file, profiles, gitAttributes, pipeline, outsideOfRepository }, style) =>
    [
      `Wrote ${style.bold(file)} with ${profiles.length === 0 ? "no profile yet" : profiles.join(", ")}.`,
      ...(profiles.length === 0 ? ["  Add one: k6p team add NAME"] : []),
      `Wrote ${style.bold(gitAttributes)}, by which git leaves sealed tokens whole.`,
      ...(pipeline === undefined ? [] : [`Wrote ${style.bold(pipeline)}; comments in it say which secret it needs.`]),
      outsideOfRepository
        ? "  It is in no git repository: put it where your team finds it."
        : "  Commit what was written; each member then enters a token of their own: k6p login NAME",
    ].join("\n"),
});
