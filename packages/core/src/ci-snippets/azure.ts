import type { CiSnippet } from "./ci-snippet.ts";
import { installK6, installK6p, prepare, runTest } from "./pipeline-commands.ts";

export const azure: CiSnippet = {
  id: "azure",
  file: "azure-pipelines.yml",
  runsK6p: true,
  comment: "#",
  secretSteps: ({ variable }) => [
    `Create the variable ${variable} for the pipeline with "Keep this value secret", or in a variable group.`,
    "Azure passes a secret only to steps that name it, and masks it in logs.",
  ],
  text: (request) => `trigger: none
pool:
  vmImage: ubuntu-latest
steps:
  - task: UseNode@1
    inputs:
      version: 24.x
  - script: ${installK6({ sudo: true })}
  - script: ${installK6p(request)}
${prepare(request, { indent: 2, step: (command) => `- script: ${command}` })}  - script: ${runTest(request)}
    env:
      ${request.variable}: $(${request.variable})
`,
};
