import { type Answer, refusal } from "./answer.ts";
import type { CloudAccount } from "./cloud-account.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import type { Route } from "./route.ts";

/** The account that a request may use, or why it is refused. */
export function admit(
  { headers }: RecordedRequest,
  route: Pick<Route, "stackHeader" | "validates">,
  accounts: readonly CloudAccount[],
): CloudAccount | Answer {
  const [, token] = /^Bearer (\S+)$/.exec(headers.authorization ?? "") ?? [];
  const own = accounts.filter((account) => account.token === token);
  if (own.length === 0) return refusal(401, "The token is not valid", "Authorization");

  const stack = headers[route.stackHeader]?.toString() ?? "";
  if (route.stackHeader === "x-stack-url") {
    return (
      own.find(({ stackUrl }) => stackUrl === stack) ??
      refusal(403, "The token has no access to this stack", "X-Stack-Url")
    );
  }
  if (route.validates && !/^-?\d+$/.test(stack)) return refusal(400, "The stack ID must be a number", "X-Stack-Id");
  return (
    own.find(({ stackId }) => String(stackId) === stack) ??
    refusal(403, "The token has no access to this stack", "X-Stack-Id")
  );
}
