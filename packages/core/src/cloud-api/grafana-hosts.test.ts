import { expect, test } from "vitest";
import { isGrafanaHost, isGrafanaStack } from "./grafana-hosts.ts";

test.each(["https://acme.grafana.net", "https://a.b.grafana.net/x"])(
  "%s is a stack of Grafana Cloud and a host",
  (url) => {
    expect([isGrafanaStack(url), isGrafanaHost(url)]).toEqual([true, true]);
  },
);

test.each(["https://api.k6.io", "https://ingest.k6.io", "wss://cloudlogs.k6.io", "wss://logs.grafana.net"])(
  "%s is a host and not a stack",
  (url) => {
    expect([isGrafanaStack(url), isGrafanaHost(url)]).toEqual([false, true]);
  },
);

test.each([
  "https://evilgrafana.net",
  "https://grafana.net",
  "https://k6.io",
  "https://grafana.com",
  "https://evilk6.io",
  "https://k6.io.corp.example",
  "https://acme.grafana.net.example",
  "https://acme.grafana.net.",
  "https://acme.grafana.net@corp.example",
  "https://api.k6.io@corp.example",
  "https://acme.grafana.net:8443",
  "https://api.k6.io:8443",
  "http://acme.grafana.net",
  "http://api.k6.io",
  "ws://cloudlogs.k6.io",
  "https://acme.xn--grafna-qwa.net",
  "https://[::1]",
  "https://127.0.0.1",
  "acme.grafana.net",
  "",
])("%s is neither, and needs trust", (url) => {
  expect([isGrafanaStack(url), isGrafanaHost(url)]).toEqual([false, false]);
});
