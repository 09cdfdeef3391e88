import type { CiSnippet } from "./ci-snippet.ts";
import { installK6p, prepare, runTest } from "./pipeline-commands.ts";

export const github: CiSnippet = {
  id: "github",
  file: ".github/workflows/k6.yml",
  runsK6p: true,
  comment: "#",
  secretSteps: ({ variable }) => [
    `Create the secret ${variable} (gh prompts for its value): gh secret set ${variable}`,
    "GitHub masks it in logs and does not pass it to pull requests from forks.",
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
