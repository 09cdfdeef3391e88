import { execWith } from "./pipeline-commands.ts";
import type { CiSnippet, SnippetRequest } from "./ci-snippet.ts";

export const kubernetes: CiSnippet = {
  id: "kubernetes",
  file: "k6-test-run.yaml",
  runsK6p: false,
  comment: "#",
  secretSteps: (request) => [
    "This file does not contain the Secret. Create it in the namespace of the test run, and again after you change the token:",
    `  ${createSecret(request)}`,
    "Create a ConfigMap with the script:",
    `  kubectl create configmap ${resourceName(request)} --from-file=script.js`,
    "Set the project in the script's options.cloud.projectID: the k6-operator reads it from there.",
  ],
  text(request) {
    const name = resourceName(request);
    return `apiVersion: k6.io/v1alpha1
kind: TestRun
metadata:
  name: ${name}
spec:
  parallelism: 1
  script:
    configMap:
      name: ${name}
      file: script.js
  arguments: --out cloud
  token: ${name}
${runner(request)}`;
  },
};

/** A pipe passes the token, so it is on no command line and in no file. */
function createSecret(request: SnippetRequest): string {
  const create = `kubectl create secret generic ${resourceName(request)} --from-file=token=/dev/stdin --dry-run=client -o yaml`;
  return `${execWith(request)} --with-env -- sh -c 'printf %s "$K6_CLOUD_TOKEN" | ${create}' | kubectl apply -f -`;
}

/** Kubernetes allows lower-case letters, digits and dashes. */
function resourceName({ profile }: SnippetRequest): string {
  return `k6-${profile.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`.replace(/-$/, "");
}

function runner({ stackId, projectId, host, hostv6 }: SnippetRequest): string {
  const variables = {
    K6_CLOUD_STACK_ID: stackId?.toString(),
    K6_CLOUD_PROJECT_ID: projectId?.toString(),
    K6_CLOUD_HOST: host,
    K6_CLOUD_HOST_V6: hostv6,
  };
  const lines = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [`      - name: ${name}\n        value: ${JSON.stringify(value)}\n`],
  );
  return lines.length === 0 ? "" : `  runner:\n    env:\n${lines.join("")}`;
}
