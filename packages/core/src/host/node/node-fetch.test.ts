import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fixtureCommand, run } from "../fixtures/run-fixture.ts";

let proxy: Server;
let requests: string[];

beforeEach(async () => {
  requests = [];
  proxy = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.end();
  });
  proxy.on("connect", (request, socket) => {
    requests.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  proxy.closeAllConnections();
  proxy.close();
});

function address(): string {
  return `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

async function fetchWith(env: Readonly<Record<string, string>>, url: string): Promise<string> {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const unset = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"].flatMap((name) => ["-u", name, "-u", name.toLowerCase()]);
  return (await run(["env", ...unset, ...settings, ...fixtureCommand("fetch-once", url)]).end).stdout;
}

const canSetProxy = "setGlobalProxyFromEnv" in process.getBuiltinModule("node:http");

it.runIf(canSetProxy && process.platform !== "win32").each(["HTTPS_PROXY", "https_proxy"])(
  "https goes through the proxy that %s names, with or without a scheme",
  async (name) => {
    await fetchWith({ [name]: `http://${address()}` }, "https://api.example.invalid/x");
    await fetchWith({ [name]: address() }, "https://api.example.invalid/x");
    expect(requests).toEqual(["CONNECT api.example.invalid:443", "CONNECT api.example.invalid:443"]);
  },
);

it.runIf(process.platform !== "win32")(
  "plain http to the loopback address goes straight there, whatever the proxies",
  async () => {
    const env = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };
    expect(await fetchWith(env, `http://${address()}/x`)).toBe("status 200");
    expect(requests).toEqual(["GET /x"]);
  },
);

it.runIf(process.platform !== "win32")("hosts that NO_PROXY names are asked directly", async () => {
  await fetchWith({ HTTPS_PROXY: `http://${address()}`, NO_PROXY: "127.0.0.1" }, "https://127.0.0.1:9/x");
  expect(requests).toEqual([]);
});
