import { sanitizeText } from "../errors/sanitize-text.ts";
import { serverReason } from "./server-reason.ts";

/**
 * Why a call had no result. A reason is a clause about the API, such as "it refused the connection"; that of `rejected` is in the
 * API's own words. Reasons can be shown as they are.
 */
export type CloudFailure =
  | { readonly kind: "rejected"; readonly status: 401 | 403; readonly reason: string }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "unexpected"; readonly reason: string };

export type CloudAnswer = { readonly kind: "answered"; readonly body: unknown } | CloudFailure;

/** What came over the wire. */
export interface ReceivedAnswer {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly retryAfter: string | null;
  /** Undefined when it was longer than allowed. */
  readonly text: string | undefined;
}

export interface Judgement {
  readonly answer: CloudAnswer;
  /** Set when another try may help: milliseconds to wait before it, at least. */
  readonly retryAfterMs?: number | undefined;
}

/** What an answer of the API means. */
export function judgeAnswer(received: ReceivedAnswer, now: Date): Judgement {
  const { status, text } = received;
  if (status >= 300 && status < 400) {
    return unexpected(`it redirects to ${redirectTarget(received)}, which must not receive the token`);
  }
  if (text === undefined) return unexpected(`it sent too much data (status ${status})`);
  const json = parseJson(text);
  if (status === 200 && json !== undefined) return { answer: { kind: "answered", body: json.value } };
  if (status === 200) return unexpected(`it ${describeText(text)}`);

  const words = serverReason(json?.value);
  const fromApi = json !== undefined || text.trim() === "";
  if (status === 401 || (status === 403 && fromApi)) {
    const reason = words ?? (fromApi ? "no reason given" : `it ${describeText(text)}`);
    return { answer: { kind: "rejected", status, reason } };
  }
  const what = `it answered with status ${status}${words === undefined ? "" : `: ${words}`}`;
  if (status === 429 || status >= 500) return overloaded(what, parseRetryAfter(received.retryAfter, now));
  return unexpected(fromApi ? what : `${what} and ${describeText(text)}`);
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function describeText(text: string): string {
  if (text.trim() === "") return "sent an empty answer";
  if (text.trimStart().startsWith("<")) return "sent a web page; a proxy or a login page may be in between";
  return "sent something that is not JSON";
}

function overloaded(what: string, retryAfterMs: number): Judgement {
  const wish = retryAfterMs === 0 ? "" : ` and asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds`;
  return { answer: { kind: "unreachable", reason: `${what}${wish}` }, retryAfterMs };
}

/** 0 when the server asks for no wait, or for one that cannot be parsed. */
function parseRetryAfter(text: string | null, now: Date): number {
  if (text === null) return 0;
  // oxlint-disable-next-line no-restricted-globals -- reading a date asks no clock
  const milliseconds = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return milliseconds > 0 ? milliseconds : 0;
}

function redirectTarget({ location, url }: ReceivedAnswer): string {
  const target = location === null ? null : URL.parse(location, url);
  if (target === null) return "an invalid address";
  return sanitizeText(target.origin === "null" ? target.protocol : target.origin, 100);
}

function unexpected(reason: string): Judgement {
  return { answer: { kind: "unexpected", reason } };
}
