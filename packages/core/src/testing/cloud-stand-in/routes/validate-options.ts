import { refusal } from "../answer.ts";
import { sentIdentity } from "../recorded-request.ts";
import type { Route } from "../route.ts";

export const validateOptions: Route = {
  method: "POST",
  path: "/cloud/v6/validate_options",
  stackHeader: "x-stack-id",
  validates: true,
  answer({ account, request }) {
    if (!hasOptions(request.body)) return refusal(400, "The body must have options", "options");
    const { projectId } = sentIdentity(request);
    if (projectId !== undefined && !account.projects.some(({ id }) => id === projectId)) {
      return refusal(403, "The token has no access to this project", "project_id");
    }
    const breakdown = {
      protocol_vuh: 0.5,
      browser_vuh: 0,
      base_total_vuh: 0.5,
      reduction_rate: 0,
      reduction_rate_breakdown: null,
    };
    return { status: 200, body: { vuh_usage: 0.5, breakdown } };
  },
};

function hasOptions(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "options" in body && typeof body.options === "object";
  } catch {
    return false;
  }
}
