import type { CiSnippet } from "./ci-snippet.ts";
import { installK6p, prepare, runTest } from "./pipeline-commands.ts";

export const github: CiSnippet = {
  id: "github",
  file: ".github/workflows/k6.yml",
  runsK6p: true,
  comment: "#",
  secretSteps: ({ variable }) => [
    `Create the secret ${variable} (it is asked for): gh secret set ${variable}`,
    "GitHub hides it in logs and gives it to no pull request from a fork.",
  ],
  text: (request) => `name: k6
on: workflow_dispatch
permissions:
  contents: read
jobs:
  load-test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - uses: grafana/setup-k6-action@v1
      - run: ${installK6p(request)}
${prepare(request, { indent: 6, step: (command) => `- run: ${command}` })}      - run: ${runTest(request)}
        env:
          ${request.variable}: \${{ secrets.${request.variable} }}
`,
};
