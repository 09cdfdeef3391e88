import { K6_DEFAULTS } from "../k6-config/effective-identity.ts";
import type { BoundHosts, Claim, FieldValue, OutlookProfile } from "./outlook.ts";
import type { OutlookField } from "./outlook-field.ts";

/** What a profile has for a field; undefined for a field that no profile says anything about. */
export function expectedOf(
  field: OutlookField,
  { identity }: OutlookProfile,
): { readonly value: FieldValue | undefined } | undefined {
  switch (field) {
    case "stackId":
      return { value: identity.stackId };
    case "stackUrl":
      return { value: identity.stackUrl };
    case "defaultProjectId":
      return { value: identity.defaultProjectId };
    case "apiHost":
      return { value: identity.hostv6 ?? K6_DEFAULTS.hostv6 };
    case "ingestHost":
      return { value: identity.host ?? K6_DEFAULTS.host };
    case "pushRefId":
    case "metricsPushUrl":
    case "testRunToken":
    case "logsPushUrl":
    case "secretsEndpoint":
    case "testRunDetails":
      return { value: undefined };
    case "webAppUrl":
      return { value: K6_DEFAULTS.webAppURL };
    default:
      return undefined;
  }
}

const BOUND: Partial<Record<OutlookField, { readonly part: keyof BoundHosts; readonly byDefault: string }>> = {
  apiHost: { part: "api", byDefault: K6_DEFAULTS.hostv6 },
  ingestHost: { part: "ingest", byDefault: K6_DEFAULTS.host },
  logsTailUrl: { part: "logs", byDefault: K6_DEFAULTS.logsTailURL },
  traceHost: { part: "traces", byDefault: K6_DEFAULTS.traceHost },
  buildServiceUrl: { part: "build", byDefault: K6_DEFAULTS.host },
};

/**
 * Whether a server is one that the profile's token was entered for, or the profile names, or k6's own; undefined for a field that is none.
 */
export function boundFor(
  field: OutlookField,
  claim: Claim,
  { boundTo, identity }: OutlookProfile,
): boolean | undefined {
  const rule = BOUND[field];
  if (rule === undefined) return undefined;
  const own = field === "apiHost" ? identity.hostv6 : field === "ingestHost" ? identity.host : undefined;
  const value = typeof claim.value === "string" ? originOf(claim.value) : undefined;
  if (value === undefined) return true;
  const bound = boundTo?.[rule.part];
  if (own !== undefined) return value === originOf(own);
  // Where nothing is recorded, k6p has judged the environment when the token was used.
  if (boundTo === undefined && claim.source === "env") return true;
  if (bound !== undefined) return value === originOf(bound);
  return value === originOf(rule.byDefault);
}

/** Origin of a URL; a text that is none stands for itself. */
function originOf(host: string): string {
  const url = host.includes("://") ? URL.parse(host) : null;
  if (url === null) return host;
  return url.origin === "null" ? `${url.protocol}//${url.host}` : url.origin;
}
