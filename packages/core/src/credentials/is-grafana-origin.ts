const DOMAINS = ["k6.io", "grafana.net", "grafana.com"];

/** Whether an origin is one of Grafana's own, reached over an encrypted connection. */
export function isGrafanaOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  if (url === null || !["https:", "wss:"].includes(url.protocol)) return false;
  return url.port === "" && DOMAINS.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
}
