import type { CiSnippet } from "./ci-snippet.ts";
import { installK6, installK6p, prepare, runTest } from "./pipeline-commands.ts";

export const gitlab: CiSnippet = {
  id: "gitlab",
  file: ".gitlab-ci.yml",
  runsK6p: true,
  comment: "#",
  secretSteps: ({ variable }) => [
    `Create the variable ${variable} in Settings > CI/CD > Variables, as "Masked and hidden" and "Protected".`,
    "GitLab passes it to jobs, so this file does not name it.",
  ],
  text: (request) => `k6:
  image: node:24
  rules:
    - when: manual
  before_script:
    - ${installK6({ sudo: false })}
    - ${installK6p(request)}
${prepare(request, { indent: 4, step: (command) => `- ${command}` })}  script:
    - ${runTest(request)}
`,
};
