import type { CloudField } from "./cloud-field.ts";

/**
 * What a setting decides:
 * - `identity`: whom k6 works as; a profile says it, or that there is none
 * - `target`: a server that the token is sent to; the environment may choose one, and the token is bound to it
 * - `run`: a test run that exists already, its token, or where its results go
 * - `links`: what k6 prints for people to open
 * - `label`: nothing of these; it stays as the user has it
 */
export type SettingRole = "identity" | "target" | "run" | "links" | "label";

/** How k6 takes one setting of Grafana Cloud. */
export interface CloudSetting {
  readonly field: CloudField;
  readonly kind: "text" | "integer" | "flag";
  readonly role: SettingRole;
  /** Whether `collectors.cloud` of the configuration file may say it. */
  readonly inFile: boolean;
  /** Whether the option `cloud` may: of a script, of the file's top level, of the variable CLOUD. */
  readonly inOption: boolean;
  /** The variable of the environment that may. */
  readonly variable: string;
  /** The first k6 that reads it, where that is not every supported one. */
  readonly since?: readonly [major: number, minor: number];
}

/**
 * Every setting of k6's cloud configuration that says as whom k6 works, where it sends a token or results, or what it prints, as found in
 * the sources of k6 1.6.1, 1.7.1, 1.8.1, 2.0.0, 2.1.0 and 2.2.0. A variable beats the option, the option beats the file; `stackURL` alone
 * goes the other way round. The variables in one word are undocumented: k6's reader falls back to the name of the field.
 */
export const CLOUD_SETTINGS: readonly CloudSetting[] = [
  { field: "token", kind: "text", role: "identity", inFile: true, inOption: true, variable: "K6_CLOUD_TOKEN" },
  { field: "stackID", kind: "integer", role: "identity", inFile: true, inOption: true, variable: "K6_CLOUD_STACK_ID" },
  { field: "stackURL", kind: "text", role: "identity", inFile: true, inOption: false, variable: "K6_CLOUD_STACK_URL" },
  {
    field: "defaultProjectID",
    kind: "integer",
    role: "identity",
    inFile: true,
    inOption: false,
    variable: "DEFAULTPROJECTID",
  },
  {
    field: "projectID",
    kind: "integer",
    role: "identity",
    inFile: true,
    inOption: true,
    variable: "K6_CLOUD_PROJECT_ID",
  },
  { field: "host", kind: "text", role: "target", inFile: true, inOption: false, variable: "K6_CLOUD_HOST" },
  { field: "hostv6", kind: "text", role: "target", inFile: true, inOption: false, variable: "K6_CLOUD_HOST_V6" },
  {
    field: "logsTailURL",
    kind: "text",
    role: "target",
    inFile: false,
    inOption: false,
    variable: "K6_CLOUD_LOGS_TAIL_URL",
  },
  { field: "traceHost", kind: "text", role: "target", inFile: true, inOption: false, variable: "K6_CLOUD_TRACES_HOST" },
  {
    field: "tracesEnabled",
    kind: "flag",
    role: "label",
    inFile: true,
    inOption: false,
    variable: "K6_CLOUD_TRACES_ENABLED",
  },
  { field: "pushRefID", kind: "text", role: "run", inFile: true, inOption: false, variable: "K6_CLOUD_PUSH_REF_ID" },
  {
    field: "metricsPushURL",
    kind: "text",
    role: "run",
    inFile: true,
    inOption: false,
    variable: "METRICSPUSHURL",
    since: [2, 2],
  },
  {
    field: "testRunToken",
    kind: "text",
    role: "run",
    inFile: true,
    inOption: false,
    variable: "TESTRUNTOKEN",
    since: [2, 2],
  },
  {
    field: "logsPushURL",
    kind: "text",
    role: "run",
    inFile: false,
    inOption: false,
    variable: "LOGSPUSHURL",
    since: [2, 2],
  },
  { field: "webAppURL", kind: "text", role: "links", inFile: true, inOption: false, variable: "K6_CLOUD_WEB_APP_URL" },
  {
    field: "testRunDetails",
    kind: "text",
    role: "links",
    inFile: true,
    inOption: false,
    variable: "K6_CLOUD_TEST_RUN_DETAILS",
  },
  { field: "name", kind: "text", role: "label", inFile: true, inOption: true, variable: "K6_CLOUD_NAME" },
];

/** A variable that k6 reads outside of that configuration. */
export interface OtherVariable {
  readonly name: string;
  readonly role: SettingRole;
  readonly since?: readonly [major: number, minor: number];
}

/** The rest of the variables by which an environment takes a run, its results, its secrets or the token elsewhere. */
export const OTHER_VARIABLES: readonly OtherVariable[] = [
  /** With a push reference only: where results go, with which token. */
  { name: "K6_CLOUD_METRICS_PUSH_URL", role: "run", since: [2, 2] },
  { name: "K6_CLOUD_TEST_RUN_TOKEN", role: "run", since: [2, 2] },
  { name: "K6_CLOUD_LOGS_PUSH_URL", role: "run", since: [2, 2] },
  /** Makes `k6 run -o cloud` push to that run instead of creating one. */
  { name: "K6_CLOUDRUN_TEST_RUN_ID", role: "run" },
  { name: "K6_CLOUD_SECRETS_TOKEN", role: "run", since: [1, 8] },
  { name: "K6_CLOUD_SECRETS_ENDPOINT", role: "run", since: [1, 8] },
  { name: "K6_CLOUD_SECRETS_RESPONSE_PATH", role: "run", since: [1, 8] },
  /** The token goes there when a script needs an extension that k6 lacks, for every command that loads a script. */
  { name: "K6_BUILD_SERVICE_URL", role: "target" },
];
