/** Stacks of Grafana Cloud are below this domain. */
const STACKS = "grafana.net";
/** k6's own services (API, ingest, logs, traces) are below this domain or next to the stacks. */
const SERVICES = "k6.io";

/** Whether a URL is that of a stack of Grafana Cloud. */
export function isGrafanaStack(url: string): boolean {
  return isEncryptedBelow(url, { schemes: ["https:"], domains: [STACKS] });
}

/**
 * Whether a URL is on a host of Grafana Cloud or k6: a token may go there without a question. The domains themselves are websites, which
 * take no tokens. `wss` counts because k6 follows logs over it.
 */
export function isGrafanaHost(url: string): boolean {
  return isEncryptedBelow(url, { schemes: ["https:", "wss:"], domains: [STACKS, SERVICES] });
}

function isEncryptedBelow(
  url: string,
  { schemes, domains }: { readonly schemes: readonly string[]; readonly domains: readonly string[] },
): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || !schemes.includes(parsed.protocol) || parsed.port !== "") return false;
  return domains.some((domain) => parsed.hostname.endsWith(`.${domain}`));
}
