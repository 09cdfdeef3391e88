/** Everything that k6 takes from somewhere and that decides whom it works as, where something goes, or what it prints. */
export const OUTLOOK_FIELDS = [
  "token",
  "stackId",
  "stackUrl",
  "projectId",
  "defaultProjectId",
  "apiHost",
  "ingestHost",
  "logsTailUrl",
  "traceHost",
  "tracesEnabled",
  "pushRefId",
  "metricsPushUrl",
  "testRunToken",
  "logsPushUrl",
  "webAppUrl",
  "testRunDetails",
  "secretsEndpoint",
  "buildServiceUrl",
  "name",
] as const;

export type OutlookField = (typeof OUTLOOK_FIELDS)[number];
