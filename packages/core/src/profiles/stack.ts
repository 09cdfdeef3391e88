import { K6pError } from "../errors/k6p-error.ts";

const SLUG = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const GRAFANA_DOMAIN = ".grafana.net";
const LARGEST_ID = 2_147_483_647;

/**
 * The URL of a stack from what a user types: a slug (`acme`), a host (`acme.grafana.net`) or a URL; path, query, user-info, the port 443
 * and the dot of the DNS root are dropped. The result has the form `https://acme.grafana.net`. Throws `STACK_INVALID`.
 */
export function parseStackUrl(text: string): string {
  const typed = text.trim();
  if (/^https:\/\/[^/]/i.test(typed)) return parseUrl(typed, text);
  const [host = ""] = typed.split(/[/?#]/, 1);
  if (SLUG.test(host)) return `https://${host.toLowerCase()}${GRAFANA_DOMAIN}`;
  if (/^[a-z0-9.-]+\.grafana\.net\.?(?::\d{1,5})?$/i.test(host)) return parseUrl(`https://${host}`, text);
  throw invalidStack(text);
}

/** Whether `parseStackUrl` takes a text. */
export function isStack(text: string): boolean {
  try {
    return parseStackUrl(text) !== "";
  } catch {
    return false;
  }
}

function parseUrl(url: string, typed: string): string {
  const parsed = URL.parse(url);
  const hostname = parsed?.hostname.replace(/\.$/, "");
  if (parsed === null || hostname === undefined || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(hostname))
    throw invalidStack(typed);
  return `https://${hostname}${parsed.port === "" ? "" : `:${parsed.port}`}`;
}

function invalidStack(typed: string): K6pError {
  return new K6pError("STACK_INVALID", {
    message: `${JSON.stringify(typed.slice(0, 120))} is not a Grafana Cloud stack.`,
    remedy: ["Give its slug (acme), its host (acme.grafana.net) or its https URL: --stack acme"],
  });
}

/** The slug in a stack's URL (`acme` of `https://acme.grafana.net`), or its host when it is not one of Grafana's. */
export function stackSlug(stackUrl: string): string {
  const { host } = new URL(stackUrl);
  return host.endsWith(GRAFANA_DOMAIN) ? host.slice(0, -GRAFANA_DOMAIN.length) : host;
}

/** Whether a number can be the ID of a stack or project: k6 keeps them in 32 bits and takes 0 for none. */
export function isCloudId(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= LARGEST_ID;
}
