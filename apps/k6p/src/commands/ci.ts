import { defineCommand } from "../frame/command-definition.ts";
import { CI_SYSTEMS } from "../flags/ci-systems.ts";
import { choice, flag, text } from "../frame/parameters.ts";

export const ci = defineCommand({
  summary: "Print a pipeline that runs k6 under a profile",
  description: [
    "The text is whole and works as it is, once the secret that it names has been created; comments in it say how. It holds no token.",
    "The pipeline finds the profile in the team file of its repository. It is given the token as K6P_TOKEN_NAME; with --sealed it is given a key of its own, and opens the sealed token in the repository.",
    "Steps that a checkout needs besides are part of the text: for packages and git repositories that the team file extends, and for hosts outside of Grafana's, which you have to agree to first: k6p team trust.",
  ].join("\n\n"),
  examples: [
    {
      description: "A workflow for GitHub Actions, to put into .github/workflows/k6.yml",
      command: "k6p ci github prod",
    },
    { description: "A test run for the k6-operator", command: "k6p ci kubernetes prod" },
    { description: "With the sealed token in the repository", command: "k6p ci gitlab prod --sealed" },
  ],
  args: {
    system: choice({
      summary: "What runs the pipeline",
      label: "SYSTEM",
      options: CI_SYSTEMS,
      required: true,
    }),
    name: text({ summary: "Name of the profile; the active one if left out", label: "PROFILE", complete: "profile" }),
  },
  flags: { sealed: flag({ summary: "Give the pipeline a key to the sealed token instead of the token" }) },
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
