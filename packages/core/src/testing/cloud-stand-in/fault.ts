import type { ServerResponse } from "node:http";
import { refusal } from "./answer.ts";
import { sendAnswer } from "./send-answer.ts";

/** Something that goes wrong instead of an answer. */
export type Fault =
  /** An error in the API's form, or with another body. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string; readonly body?: unknown }
  /** A web page, as a proxy sends it. */
  | { readonly kind: "html"; readonly status?: number }
  /** Nothing more comes, before or within the answer, until the client gives up. */
  | { readonly kind: "slow"; readonly part: "headers" | "body" }
  /** The connection breaks. */
  | { readonly kind: "reset"; readonly part: "headers" | "body" }
  | { readonly kind: "redirect"; readonly location: string }
  /** A JSON text of this many bytes. */
  | { readonly kind: "huge"; readonly bytes: number };

const PAGE =
  "<!doctype html><html><head><title>Access blocked</title></head><body>Ask your administrator.</body></html>";

/** Lets a request fail. */
export function causeFault(fault: Fault, response: ServerResponse): void {
  switch (fault.kind) {
    case "status": {
      if (fault.retryAfter !== undefined) response.setHeader("Retry-After", fault.retryAfter);
      const answer =
        "body" in fault ? { status: fault.status, body: fault.body } : refusal(fault.status, "Made to fail");
      sendAnswer(response, answer);
      return;
    }
    case "html":
      response.writeHead(fault.status ?? 200, { "Content-Type": "text/html" }).end(PAGE);
      return;
    case "slow":
      if (fault.part === "body") beginBody(response);
      return;
    case "reset":
      if (fault.part === "headers") response.socket?.resetAndDestroy();
      else beginBody(response, () => response.socket?.resetAndDestroy());
      return;
    case "redirect":
      response.writeHead(302, { Location: fault.location }).end();
      return;
    case "huge":
      response.writeHead(200, { "Content-Type": "application/json" }).end(`"${"x".repeat(fault.bytes - 2)}"`);
  }
}

function beginBody(response: ServerResponse, then?: () => void): void {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
  response.write('{"stack_id":', then);
}
