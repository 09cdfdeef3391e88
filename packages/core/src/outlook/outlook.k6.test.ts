import { describe, expect, test } from "vitest";
import type { Secret } from "../secrets/secret.ts";
import { oldRealK6, realK6 } from "../testing/real-k6.ts";
import { LOOKUP } from "./fixtures/profiles.ts";
import { recordK6, type RecordedK6, type SeenRequest } from "./fixtures/record-k6.ts";
import type { Outlook, OutlookFile } from "./outlook.ts";
import { outlookOf } from "./outlook-of.ts";

const CLOUD = {
  token: "token-of-prod",
  stackID: 11_111,
  stackURL: "https://prod.grafana.net",
  defaultProjectID: 91_111,
};
const PUSHED = { pushRefID: "99", metricsPushURL: "http://METRICS/push", testRunToken: "run-token" };

const CONFIGS: Readonly<Record<string, unknown>> = {
  plain: { collectors: { cloud: CLOUD } },
  "option cloud": { collectors: { cloud: CLOUD }, cloud: { token: "token-of-staging", projectID: 6 } },
  "ext.loadimpact": {
    collectors: { cloud: CLOUD },
    ext: { loadimpact: { token: "token-of-staging", stackID: 22_222 } },
  },
  hosts: { collectors: { cloud: { ...CLOUD, projectID: 555, tracesEnabled: false } } },
  "another run": { collectors: { cloud: { ...CLOUD, ...PUSHED } } },
  "another run without its token": { collectors: { cloud: { ...CLOUD, pushRefID: "99" } } },
  output: { collectors: { cloud: CLOUD }, out: ["cloud"] },
};

const ENVIRONMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nothing: {},
  "a token": { K6_CLOUD_TOKEN: "token-of-staging" },
  "token, stack and project": {
    K6_CLOUD_TOKEN: "token-of-staging",
    K6_CLOUD_STACK_ID: "22222",
    K6_CLOUD_PROJECT_ID: "7",
  },
  "a run's ID": { K6_CLOUDRUN_TEST_RUN_ID: "4242" },
  "where metrics go": { METRICSPUSHURL: "http://METRICS/push", TESTRUNTOKEN: "run-token" },
  "an external run": {
    K6_CLOUD_PUSH_REF_ID: "98",
    K6_CLOUD_METRICS_PUSH_URL: "http://METRICS/push",
    K6_CLOUD_TEST_RUN_TOKEN: "run-token",
  },
  "other collectors": { COLLECTORS: "a:b" },
};

const LINES: Readonly<Record<string, readonly string[]>> = {
  upload: ["cloud", "upload", "s.js"],
  local: ["cloud", "run", "--local-execution", "s.js"],
  stream: ["run", "-o", "cloud", "s.js"],
  "stream with -e": ["run", "-o", "cloud", "-e", "K6_CLOUD_TOKEN=token-of-lab", "s.js"],
  run: ["run", "s.js"],
  list: ["cloud", "test", "list"],
};

/** Every line over every file, and over every environment with the plain file: the cases that tell the rules apart. */
const CASES = Object.keys(LINES).flatMap((line) => [
  ...Object.keys(CONFIGS).map((config) => ({ line, config, env: "nothing" })),
  ...Object.keys(ENVIRONMENTS).map((env) => ({ line, config: "plain", env })),
]);

const NEW = { ...realK6(), version: { major: 2, minor: 2 } };
const OLD = { ...oldRealK6(), version: { major: 1, minor: 6 } };

for (const { program, skip, version } of [NEW, OLD]) {
  describe.skipIf(skip)(`the real k6 ${version.major} does what the outlook says`, () => {
    const cases = CASES.filter(({ line }) => version.major > 1 || line !== "list");
    test.concurrent.each(cases)("$line, $config, $env", async ({ line, config, env }) => {
      const words = LINES[line] ?? [];
      const content = JSON.stringify(CONFIGS[config]);
      const recorded = await recordK6({
        program,
        words,
        env: ENVIRONMENTS[env] ?? {},
        files: { ".config/k6/config.json": content },
      });
      const fill = (text: string): string =>
        text.replaceAll(/http:\/\/([A-Z]+)/g, (_, name: string) => recorded.origins[name] ?? "");
      const variables = { K6_CLOUD_HOST: "http://INGEST", K6_CLOUD_HOST_V6: "http://API", ...ENVIRONMENTS[env] };
      const file: OutlookFile = { path: "f", source: "default", isPrivate: false, bytes: Buffer.from(fill(content)) };
      const outlook = outlookOf({
        env: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, fill(value)])),
        words,
        version,
        file,
        script: {},
        profiles: LOOKUP,
      });
      if (outlook.kind === "refused") throw new Error(`refused: ${outlook.name}`);
      expect(sentBy(recorded)).toEqual(saidBy(outlook, recorded));
    });
  });
}

/** What a run shows of itself on the wire. */
interface Wire {
  /** Requests of the API: server, token, stack, project. */
  readonly requests: readonly unknown[] | undefined;
  /** Metrics: server and token. */
  readonly metrics: readonly unknown[] | undefined;
}

function sentBy({ requests }: RecordedK6): Wire {
  const isMetric = ({ path }: SeenRequest): boolean => /metrics|push$|provisioned$/.test(path);
  const first = requests.find((request) => !isMetric(request) && /projects|tests$|upload$/.test(request.path));
  const metric = requests.find(isMetric);
  const project = requests.find(({ projectId }) => projectId !== undefined)?.projectId;
  return {
    requests: first && [first.server, first.token, first.stackId, project],
    metrics: metric && [metric.path.endsWith("provisioned") ? "provisioned" : metric.server, metric.token],
  };
}

function saidBy({ fields, targets, findings, command, version }: Outlook, { origins }: RecordedK6): Wire {
  const nameOf = (url: string): string | undefined =>
    Object.entries(origins).find(([, origin]) => url.startsWith(origin))?.[0];
  const token = (fields.token.value as Secret | undefined)?.reveal();
  if (token === undefined && command !== "run") return { requests: undefined, metrics: undefined };
  const streams = findings.some(({ code }) => code === "stack-not-sent");
  const requests = targets.find(({ what }) => what === "requests");
  const metrics = targets.find(({ what }) => what === "metrics");
  const project = fields.projectId.value ?? (streams ? undefined : fields.defaultProjectId.value);
  const runToken =
    metrics?.url === undefined
      ? "provisioned-run-token"
      : ((fields.testRunToken.value as Secret | undefined)?.reveal() ?? "run-token");
  const sendsNone = command === "cloud-local" && (version?.major ?? 2) < 2 && requests === undefined;
  return {
    requests:
      requests?.url === undefined || sendsNone
        ? undefined
        : [nameOf(requests.url), token, streams ? undefined : fields.stackId.value, project],
    metrics: metrics && [
      metrics.url === undefined ? "provisioned" : nameOf(metrics.url),
      metrics.shows === "token" ? token : runToken,
    ],
  };
}
