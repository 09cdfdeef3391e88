import type { ServerResponse } from "node:http";
import type { Answer } from "./answer.ts";

/** Sends a status and a JSON body, or no body. */
export function sendAnswer(response: ServerResponse, { status, body }: Answer): void {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
