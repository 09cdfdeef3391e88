import { Deadline } from "../host/deadline.ts";
import type { Host } from "../host/host.ts";
import { noticeWait } from "../host/notice-wait.ts";
import type { Secret } from "../secrets/secret.ts";
import { parseApiHost } from "./api-origin.ts";
import { connectionFailure } from "./connection-failure.ts";
import { type CloudAnswer, judgeAnswer, type Judgement, type ReceivedAnswer } from "./judge-answer.ts";
import { readBody } from "./read-body.ts";

const DEADLINE_MS = 15_000;
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 250;
const PAUSE_GROWTH = 4;

/** The part of the machine that the client needs. */
export type CloudHost = Pick<Host, "fetch" | "clock">;

/** What every call of the API takes. */
export interface CloudCall {
  /** Origin of the API, such as `https://api.k6.io`. */
  readonly apiOrigin: string;
  readonly token: Secret;
  /** Name and version of the program, such as `k6p/1.0.0`. */
  readonly userAgent: string;
  /** Milliseconds for the whole call with all its requests, from the first connection to the last byte; 15 000 unless given. */
  readonly deadlineMs?: number | undefined;
  /** Called once when there is no result after a second. */
  readonly onWait?: (() => void) | undefined;
}

export interface CloudRequest {
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Longest answer that is read. */
  readonly maxBytes: number;
}

/**
 * Gets JSON from the API. Does not follow redirects. Tries again after overload, server errors and broken connections, but not after
 * refusals.
 */
export type GetFromCloud = (request: CloudRequest) => Promise<CloudAnswer>;

/**
 * Runs `work` with a `get` that shares one deadline; whatever is still under way is given up when it ends. Throws `HOST_INVALID` for
 * an origin that may not get a token.
 */
export async function withCloudApi<Result>(
  host: CloudHost,
  call: CloudCall,
  work: (get: GetFromCloud) => Promise<Result>,
): Promise<Result> {
  const origin = parseApiHost(call.apiOrigin);
  const deadline = new Deadline(host, call.deadlineMs ?? DEADLINE_MS);
  const abort = abortAfter(deadline.totalMs);
  const { signal } = abort;
  try {
    const get: GetFromCloud = (request) => getWithRetries({ host, call, origin, request, deadline, signal });
    return await noticeWait(work(get), call.onWait);
  } finally {
    // Otherwise a connection could keep the process alive.
    abort.abort();
  }
}

/** Aborts after a time. No timer keeps the process alive. */
function abortAfter(milliseconds: number): AbortController {
  const controller = new AbortController();
  const { signal } = controller;
  AbortSignal.timeout(Math.max(milliseconds, 0)).addEventListener("abort", () => controller.abort(), { signal });
  return controller;
}

interface Exchange {
  readonly host: CloudHost;
  readonly call: CloudCall;
  readonly origin: string;
  readonly request: CloudRequest;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
}

async function getWithRetries(exchange: Exchange, attempt = 1): Promise<CloudAnswer> {
  const { host, deadline } = exchange;
  const { answer, retryAfterMs } = await getOnce(exchange);
  if (retryAfterMs === undefined || attempt === ATTEMPTS) return answer;
  const pause = Math.max(retryAfterMs, FIRST_PAUSE_MS * PAUSE_GROWTH ** (attempt - 1));
  if (pause >= deadline.remainingMs()) return answer;
  await host.clock.sleep(pause);
  return getWithRetries(exchange, attempt + 1);
}

async function getOnce(exchange: Exchange): Promise<Judgement> {
  const { host, deadline, signal } = exchange;
  try {
    return judgeAnswer(await receive(exchange), host.clock.now());
  } catch (error) {
    if (signal.aborted) return unreachable(`it did not answer within ${deadline.totalMs / 1000} seconds`);
    const { reason, transient } = connectionFailure(error);
    return { ...unreachable(reason), retryAfterMs: transient ? 0 : undefined };
  }
}

async function receive({ host, call, origin, request, signal }: Exchange): Promise<ReceivedAnswer> {
  const url = `${origin}${request.path}`;
  const token = call.token.reveal();
  const response = await host.fetch(url, {
    headers: {
      Accept: "application/json",
      Authorization: `Bearer ${token}`,
      "User-Agent": call.userAgent,
      ...request.headers,
    },
    redirect: "manual",
    signal,
  });
  const { status, headers } = response;
  const isRedirect = status >= 300 && status < 400;
  const text = isRedirect ? "" : await readBody(response, request.maxBytes);
  return {
    url,
    status,
    location: headers.get("location"),
    retryAfter: headers.get("retry-after"),
    text: status === 200 ? text : text?.replaceAll(token, "[secret]"),
  };
}

function unreachable(reason: string): Judgement {
  return { answer: { kind: "unreachable", reason } };
}
