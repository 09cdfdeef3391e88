/** Whether a URL leads to a stack of Grafana Cloud. */
export function isGrafanaStack(url: string): boolean {
  return isBelow(url, ["grafana.net"]);
}

/** Whether a URL leads to a host of Grafana Cloud or k6, so that a token may go there without a further question. */
export function isGrafanaHost(url: string): boolean {
  return isBelow(url, ["grafana.net", "k6.io"]);
}

function isBelow(url: string, domains: readonly string[]): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.protocol !== "https:" || parsed.port !== "") return false;
  return domains.some((domain) => parsed.hostname.endsWith(`.${domain}`));
}
