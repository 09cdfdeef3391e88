import { defineCommand } from "../frame/command-definition.ts";
import { CI_SYSTEMS } from "../flags/ci-systems.ts";
import { choice, flag } from "../frame/parameters.ts";
import { PROFILE_OR_ACTIVE } from "../flags/profile-arguments.ts";

export const ci = defineCommand({
  summary: "Print a pipeline that runs k6 under a profile",
  description: [
    "The pipeline works as printed once you create the secret that it names; its comments explain how. It contains no token.",
    "The pipeline finds the profile in the repository's team file and reads the token from the variable K6P_TOKEN_NAME. With --sealed it gets a key of its own instead, and opens the sealed token in the repository.",
    "If the team file extends packages or git repositories, or uses hosts outside Grafana's domains, the pipeline includes the steps for them. Trust the file first: k6p team trust.",
  ].join("\n\n"),
  examples: [
    {
      description: "Print a GitHub Actions workflow for .github/workflows/k6.yml",
      command: "k6p ci github prod",
    },
    { description: "Print a TestRun for the k6 operator", command: "k6p ci kubernetes prod" },
    { description: "Use the sealed token in the repository", command: "k6p ci gitlab prod --sealed" },
  ],
  args: {
    system: choice({
      summary: "CI system",
      label: "SYSTEM",
      options: CI_SYSTEMS,
      required: true,
    }),
    name: PROFILE_OR_ACTIVE,
  },
  flags: { sealed: flag({ summary: "Give the pipeline a key for the sealed token instead of the token" }) },
  async run({ engine }, input) {
    const { printPipeline: printCiSnippet } = await import("@k6p/core/operations/ci/print-pipeline");
    return printCiSnippet(engine, input);
  },
  toJson: ({ profile, source, system, file, variable, pipeline }) => ({
    profile: profile.name,
    source,
    system,
    file,
    variable: variable ?? null,
    pipeline,
  }),
  render: ({ pipeline }) => pipeline.trimEnd(),
  verbatim: true,
});
