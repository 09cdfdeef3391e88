import type { FoundTokenCheck } from "@k6p/core/operations/login/check-found-token";

/** What Grafana Cloud said about a token, for a line of a block. */
export function checkText(check: FoundTokenCheck): string {
  switch (check.verdict) {
    case "valid":
      return "accepted by Grafana Cloud";
    case "rejected":
      return `rejected by Grafana Cloud (${check.reason})`;
    case "unreachable":
      return `not checked: could not reach Grafana Cloud (${check.reason})`;
    case "unverified":
      return `not checked: ${check.reason}`;
  }
}
