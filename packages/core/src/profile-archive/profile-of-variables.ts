import { isCloudId, isStack, parseStackUrl } from "../profiles/stack.ts";
import { Secret } from "../secrets/secret.ts";
import type { FoundPart, FoundProfile, UnusableValue } from "./found-profile.ts";
import { placeholderReason } from "./placeholder.ts";

/** Of two variables for one part, the first counts. */
const VARIABLES: readonly { readonly name: string; readonly part: FoundPart }[] = [
  { name: "K6_CLOUD_TOKEN", part: "token" },
  { name: "GRAFANA_K6_ACCESS_TOKEN", part: "token" },
  { name: "K6_CLOUD_STACK_URL", part: "stackUrl" },
  { name: "K6_CLOUD_STACK_ID", part: "stackId" },
  { name: "GRAFANA_STACK_ID", part: "stackId" },
  { name: "K6_CLOUD_PROJECT_ID", part: "defaultProjectId" },
  { name: "DEFAULTPROJECTID", part: "defaultProjectId" },
  { name: "K6_CLOUD_HOST", part: "host" },
  { name: "K6_CLOUD_HOST_V6", part: "hostv6" },
  { name: "GRAFANA_K6_URL", part: "hostv6" },
];

/** What a set of variables says about a profile; undefined if k6 reads none of them. An empty variable does not count, as for k6. */
export function profileOfVariables(
  variables: ReadonlyMap<string, string | undefined>,
  place: string,
): FoundProfile | undefined {
  const values = new Map<FoundPart, string>();
  const unusable: UnusableValue[] = [];
  for (const { name, part } of VARIABLES) {
    const value = variables.get(name);
    if (value === undefined || value === "" || values.has(part)) continue;
    const reason = placeholderReason(value) ?? faultOf(part, value);
    if (reason === undefined) values.set(part, value);
    else unusable.push({ name, part, reason });
  }
  if (values.size === 0 && unusable.length === 0) return undefined;
  const token = values.get("token");
  const stackUrl = values.get("stackUrl");
  return {
    name: undefined,
    place,
    settings: {
      stackUrl: stackUrl === undefined ? undefined : parseStackUrl(stackUrl),
      stackId: numberOf(values.get("stackId")),
      defaultProjectId: numberOf(values.get("defaultProjectId")),
      host: values.get("host"),
      hostv6: values.get("hostv6"),
    },
    token: token === undefined ? undefined : new Secret(token),
    unusable,
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** Why a value cannot be used for a part, as a predicate. */
function faultOf(part: FoundPart, value: string): string | undefined {
  switch (part) {
    case "token":
      return undefined;
    case "stackId":
    case "defaultProjectId":
      return /^\d+$/.test(value) && isCloudId(Number(value))
        ? undefined
        : "is not an ID (a whole number from 1 to 2147483647)";
    case "stackUrl":
      return isStack(value) ? undefined : "is not the URL of a stack";
    case "host":
    case "hostv6":
      return /^https?:\/\/[^/]/.test(value) && URL.canParse(value) ? undefined : "is not a URL";
  }
}
