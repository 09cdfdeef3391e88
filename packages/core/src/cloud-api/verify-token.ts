import { isRecord } from "./is-record.ts";
import type { CloudFailure } from "./judge-answer.ts";
import { type CloudCall, type CloudHost, withCloudApi } from "./request.ts";

const MAX_BYTES = 256 * 1024;
const LARGEST_STACK_ID = 2_147_483_647;

export type TokenVerdict =
  | {
      readonly kind: "accepted";
      readonly stackId: number;
      /** Absent when the stack has no default project. */
      readonly defaultProjectId?: number;
    }
  | CloudFailure;

/** Asks the API whether a token may use a stack, and for the IDs that belong to the stack's URL. Throws `HOST_INVALID`. */
export async function verifyToken(
  host: CloudHost,
  call: CloudCall & {
    /** As k6 writes it: `https://slug.grafana.net`. */
    readonly stackUrl: string;
  },
): Promise<TokenVerdict> {
  return withCloudApi(host, call, async (get) => {
    const answer = await get({
      path: "/cloud/v6/auth",
      headers: { "X-Stack-Url": call.stackUrl },
      maxBytes: MAX_BYTES,
    });
    return answer.kind === "answered" ? readVerdict(answer.body) : answer;
  });
}

function readVerdict(body: unknown): TokenVerdict {
  if (!isRecord(body)) return unexpected("it did not name the stack");
  const stackId = body["stack_id"];
  const projectId = body["default_project_id"] ?? 0;
  if (!isWholeNumber(stackId) || stackId < 1 || stackId > LARGEST_STACK_ID) {
    return unexpected("it did not name a usable stack ID");
  }
  if (!isWholeNumber(projectId) || projectId < 0) return unexpected("it named an unusable default project");
  return projectId === 0 ? { kind: "accepted", stackId } : { kind: "accepted", stackId, defaultProjectId: projectId };
}

function isWholeNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function unexpected(reason: string): TokenVerdict {
  return { kind: "unexpected", reason };
}
