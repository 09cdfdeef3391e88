/**
 * Pages of Grafana Cloud k6 in a stack: `home` of the k6 app, `settings` with the tokens. Source: Grafana's documentation of k6 tokens.
 */
const PATHS = { home: "/a/k6-app", settings: "/a/k6-app/settings/api-token" } as const;

export type StackPage = keyof typeof PATHS;

/** The address of a page; `stackUrl` has the form `https://acme.grafana.net`. */
export function stackPageUrl(stackUrl: string, page: StackPage): string {
  return `${stackUrl}${PATHS[page]}`;
}
