import { defineCommand } from "../../frame/command-definition.ts";
import { CI_SYSTEMS } from "../../flags/ci-systems.ts";
import { choice, text } from "../../frame/parameters.ts";

export const teamInit = defineCommand({
  summary: "Create a team file from your profiles",
  description: [
    "Writes k6p.config.yaml to the root of the git repository, or to the working folder outside a repository. It contains the names, stacks, projects and rules of your profiles, but no tokens. Commit the file, and every member of the team has the same profiles in the repository. Each member enters a token.",
    "If there is already a team file, k6p does not change it.",
  ].join("\n\n"),
  examples: [
    { description: "Share all your profiles", command: "k6p team init" },
    { description: "Share two profiles", command: "k6p team init --profiles prod,staging" },
    { description: "Also write a GitHub Actions workflow", command: "k6p team init --ci github" },
  ],
  args: {},
  flags: {
    profiles: text({ summary: "Comma-separated names of profiles; all if omitted", label: "NAMES" }),
    ci: choice({ summary: "Also write a pipeline for the first profile", label: "SYSTEM", options: CI_SYSTEMS }),
  },
  async run({ engine }, { profiles, ci }) {
    const { initTeam } = await import("@k6p/core/operations/team/init-team");
    const names = profiles?.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
    return initTeam(engine, { profiles: names, ci });
  },
  toJson: ({ file, profiles, gitAttributes, pipeline, outsideOfRepository }) => ({
    teamFile: file,
    profiles,
    gitAttributes,
    pipeline: pipeline ?? null,
    inRepository: !outsideOfRepository,
  }),
  reportsChange: true,
  render: ({ file, profiles, gitAttributes, pipeline, outsideOfRepository }, style) =>
    [
      `Wrote ${style.bold(file)} with ${profiles.length === 0 ? "no profiles yet" : profiles.join(", ")}.`,
      ...(profiles.length === 0 ? ["  To add one: k6p team add NAME"] : []),
      `Wrote ${style.bold(gitAttributes)}, so git does not change sealed tokens.`,
      ...(pipeline === undefined ? [] : [`Wrote ${style.bold(pipeline)}. Its comments name the secret that it needs.`]),
      outsideOfRepository
        ? "  The folder is not in a git repository. Put the files where your team can use them."
        : "  Commit these files. Each member then enters a token: k6p login NAME",
    ].join("\n"),
});
