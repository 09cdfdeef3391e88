import type { Environment, Host } from "../host.ts";

/** Plain http goes to these alone; Node would send it to HTTP_PROXY, which would see the token. */
const LOOPBACK = ["127.0.0.1", "localhost", "::1", "[::1]"];

/**
 * Node's `fetch`, by way of the proxy that HTTPS_PROXY names (NO_PROXY and the loopback address excepted), as k6 does. Before Node 24
 * there is no way to set a proxy from within.
 */
export function createNodeFetch(env: Environment): Host["fetch"] {
  let isPrepared = false;
  return async (url, init) => {
    if (!isPrepared) useProxy(env);
    isPrepared = true;
    return globalThis.fetch(url, init);
  };
}

function useProxy(env: Environment): void {
  const proxy = env["HTTPS_PROXY"] || env["https_proxy"];
  if (!proxy) return;
  const http: { readonly setGlobalProxyFromEnv?: (settings: Record<string, string>) => unknown } =
    process.getBuiltinModule("node:http");
  const direct = [env["NO_PROXY"] || env["no_proxy"], ...LOOPBACK].filter(Boolean).join(",");
  http.setGlobalProxyFromEnv?.({
    HTTPS_PROXY: /^[a-z0-9+.-]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`,
    NO_PROXY: direct,
  });
}
