import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { RecordedRequest } from "./recorded-request.ts";

/** Reads a request to its end. */
export async function recordRequest(incoming: IncomingMessage): Promise<RecordedRequest> {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const body = await text(incoming);
  return {
    method: incoming.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body,
  };
}
