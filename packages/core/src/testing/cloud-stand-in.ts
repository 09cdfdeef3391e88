import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { admit } from "./cloud-stand-in/admit.ts";
import { type Answer, refusal } from "./cloud-stand-in/answer.ts";
import type { CloudAccount } from "./cloud-stand-in/cloud-account.ts";
import { CloudState } from "./cloud-stand-in/cloud-state.ts";
import { causeFault, type Fault } from "./cloud-stand-in/fault.ts";
import { recordRequest } from "./cloud-stand-in/record-request.ts";
import type { RecordedRequest } from "./cloud-stand-in/recorded-request.ts";
import { findRoute } from "./cloud-stand-in/routes.ts";
import { sendAnswer } from "./cloud-stand-in/send-answer.ts";

const LIFETIME_MS = 10 * 60_000;

/** A server on the loopback address that answers as the Grafana Cloud k6 API does, for the accounts it was given. */
export interface CloudStandIn {
  /** Origin to use as API host, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Lets the next requests fail, one unless `times` says otherwise. Faults wait in line. */
  fail(fault: Fault, times?: number): void;
  close(): Promise<void>;
}

/** Starts a stand-in. It does not keep the process alive, and closes by itself after ten minutes. */
export async function startCloudStandIn(setup: {
  readonly accounts: readonly CloudAccount[];
  /** A free one unless given. */
  readonly port?: number;
}): Promise<CloudStandIn> {
  const requests: RecordedRequest[] = [];
  const faults: Fault[] = [];
  const states = new Map<number, CloudState>();
  let url = "";

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await recordRequest(incoming);
    requests.push(request);
    const fault = faults.shift();
    if (fault === undefined) sendAnswer(response, answerRequest(request));
    else causeFault(fault, response);
  }

  function answerRequest(request: RecordedRequest): Answer {
    const found = findRoute(request.method, request.path);
    if (found === undefined) return refusal(404, "No such operation");
    const account = admit(request, found.route, setup.accounts);
    if ("status" in account) return account;
    const state = states.get(account.stackId) ?? new CloudState();
    states.set(account.stackId, state);
    return found.route.answer({ account, state, request, id: found.id, origin: url });
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(setup.port ?? 0, "127.0.0.1", resolve);
  });
  server.unref().on("connection", (socket) => socket.unref());
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function close(): Promise<void> {
    clearTimeout(lifetime);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }
  const lifetime = setTimeout(() => void close(), LIFETIME_MS).unref();

  return { url, requests, fail: (fault, times = 1) => void faults.push(...Array<Fault>(times).fill(fault)), close };
}
