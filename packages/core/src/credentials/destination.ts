import type { Environment } from "../host/host.ts";
import type { Profile } from "../profiles/profile.ts";

/** Where the parts of a destination come from: a key of the profile, a variable of the environment, or k6's default. */
export type DestinationSource =
  | "profile"
  | "K6_CLOUD_HOST_V6"
  | "K6_CLOUD_HOST"
  | "K6_CLOUD_LOGS_TAIL_URL"
  | "K6_CLOUD_TRACES_HOST"
  | "K6_BUILD_SERVICE_URL"
  | "default";

/** The hosts that a profile sets. */
interface Hosts {
  readonly host?: string | undefined;
  readonly hostv6?: string | undefined;
}

/** Everything a token is bound to: k6p uses it only for exactly these. */
export interface Destination {
  readonly stackUrl?: string | undefined;
  readonly stackId?: number | undefined;
  /** Origin of the API that k6 sends the token to. */
  readonly api: string;
  /** Origin of the ingest service that older k6 and `k6 run -o cloud` send the token to. */
  readonly ingest: string;
  /** Set only when the environment sends logs or traces (and the token with them) somewhere other than Grafana. */
  readonly logs?: string | undefined;
  readonly traces?: string | undefined;
  /** Set only when the environment names another service that builds k6 with extensions: k6 shows it the token. */
  readonly build?: string | undefined;
}

export type DestinationPart = keyof Destination;

interface HostRule {
  readonly part: "api" | "ingest" | "logs" | "traces" | "build";
  readonly variable: Exclude<DestinationSource, "profile" | "default">;
  readonly profileKey?: "host" | "hostv6";
  readonly byDefault?: string;
}

const HOST_RULES: readonly HostRule[] = [
  { part: "api", variable: "K6_CLOUD_HOST_V6", profileKey: "hostv6", byDefault: "https://api.k6.io" },
  { part: "ingest", variable: "K6_CLOUD_HOST", profileKey: "host", byDefault: "https://ingest.k6.io" },
  { part: "logs", variable: "K6_CLOUD_LOGS_TAIL_URL" },
  { part: "traces", variable: "K6_CLOUD_TRACES_HOST" },
  { part: "build", variable: "K6_BUILD_SERVICE_URL" },
];

/**
 * Where k6 would send the token of a profile: the profile's own host, else the host in the environment (k6 reads it too
 * then), else Grafana's.
 */
export function destinationOf(profile: Pick<Profile, "stackUrl" | "stackId"> & Hosts, env: Environment): Destination {
  const hosts = Object.fromEntries(HOST_RULES.map((rule) => [rule.part, hostBy(rule, profile, env)]));
  const { api = "", ingest = "", logs, traces, build } = hosts;
  return { stackUrl: profile.stackUrl, stackId: profile.stackId, api, ingest, logs, traces, build };
}

function hostBy(rule: HostRule, profile: Hosts, env: Environment): string | undefined {
  const host = (rule.profileKey && profile[rule.profileKey]) || env[rule.variable] || rule.byDefault;
  return host === undefined ? undefined : originOf(host);
}

/** Origin of a URL, so that a path or a final slash makes no difference; other text is returned unchanged. */
function originOf(host: string): string {
  const url = host.includes("://") ? URL.parse(host) : null;
  if (url === null) return host;
  return url.origin === "null" ? `${url.protocol}//${url.host}` : url.origin;
}

/** What decides a part of the destination; the stack is always the profile's. */
export function destinationSource(part: DestinationPart, profile: Hosts, env: Environment): DestinationSource {
  const rule = HOST_RULES.find((candidate) => candidate.part === part);
  if (rule === undefined || (rule.profileKey && profile[rule.profileKey])) return "profile";
  return env[rule.variable] ? rule.variable : "default";
}

/** The parts in which two destinations differ. */
export function destinationDifferences(one: Destination, other: Destination): readonly DestinationPart[] {
  const parts: readonly DestinationPart[] = ["stackUrl", "stackId", "api", "ingest", "logs", "traces", "build"];
  return parts.filter((part) => one[part] !== other[part]);
}

/** Variables that override hosts of the profile, so k6 must not see them. */
export function overriddenHostVariables(profile: Hosts): readonly string[] {
  return HOST_RULES.filter((rule) => rule.profileKey && profile[rule.profileKey]).map((rule) => rule.variable);
}

/** Variables that can send tokens to hosts other than Grafana's. */
export const HOST_VARIABLES: readonly string[] = HOST_RULES.map(({ variable }) => variable);
