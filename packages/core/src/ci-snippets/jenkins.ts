import type { CiSnippet } from "./ci-snippet.ts";
import { k6pPackage, prepare, runTest } from "./pipeline-commands.ts";

export const jenkins: CiSnippet = {
  id: "jenkins",
  file: "Jenkinsfile",
  runsK6p: true,
  comment: "//",
  secretSteps: ({ variable }) => [
    `Create a "Secret text" credential with the ID ${variable}. Jenkins masks it in logs.`,
    "The agent needs Node.js 22.18 or later, and k6.",
  ],
  text: (request) => `pipeline {
  agent any
  stages {
    stage('k6') {
      steps {
        sh 'npm install --no-save --prefix "$WORKSPACE_TMP/k6p" ${k6pPackage(request)}'
${prepare(request, { indent: 8, comment: "//", step: (command) => `sh '${installedHere(command)}'` })}        withCredentials([string(credentialsId: '${request.variable}', variable: '${request.variable}')]) {
          sh '${installedHere(runTest(request))}'
        }
      }
    }
  }
}
`,
};

/** The agent's own folders stay unchanged. */
function installedHere(command: string): string {
  return command.replace(/^k6p /, '"$WORKSPACE_TMP/k6p/node_modules/.bin/k6p" ');
}
