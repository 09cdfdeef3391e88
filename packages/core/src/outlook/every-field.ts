import type { OutlookField } from "./outlook-field.ts";

/** Something for every field. */
export function everyField<Value>(valueOf: (field: OutlookField) => Value): Readonly<Record<OutlookField, Value>> {
  return {
    token: valueOf("token"),
    stackId: valueOf("stackId"),
    stackUrl: valueOf("stackUrl"),
    projectId: valueOf("projectId"),
    defaultProjectId: valueOf("defaultProjectId"),
    apiHost: valueOf("apiHost"),
    ingestHost: valueOf("ingestHost"),
    logsTailUrl: valueOf("logsTailUrl"),
    traceHost: valueOf("traceHost"),
    tracesEnabled: valueOf("tracesEnabled"),
    pushRefId: valueOf("pushRefId"),
    metricsPushUrl: valueOf("metricsPushUrl"),
    testRunToken: valueOf("testRunToken"),
    logsPushUrl: valueOf("logsPushUrl"),
    webAppUrl: valueOf("webAppUrl"),
    testRunDetails: valueOf("testRunDetails"),
    secretsEndpoint: valueOf("secretsEndpoint"),
    buildServiceUrl: valueOf("buildServiceUrl"),
    name: valueOf("name"),
  };
}
