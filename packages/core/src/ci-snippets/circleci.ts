import type { CiSnippet } from "./ci-snippet.ts";
import { installK6, installK6p, prepare, runTest } from "./pipeline-commands.ts";

export const circleci: CiSnippet = {
  id: "circleci",
  file: ".circleci/config.yml",
  runsK6p: true,
  comment: "#",
  secretSteps: ({ variable }) => [
    `Create the variable ${variable} in a context named k6 (Organization Settings > Contexts). CircleCI masks it in logs.`,
  ],
  text: (request) => `version: 2.1
jobs:
  load-test:
    docker:
      - image: cimg/node:lts
    steps:
      - checkout
      - run: ${installK6({ sudo: true })}
      - run: sudo ${installK6p(request)}
${prepare(request, { indent: 6, step: (command) => `- run: ${command}` })}      - run: ${runTest(request)}
workflows:
  k6:
    jobs:
      - load-test:
          context: k6
`,
};
