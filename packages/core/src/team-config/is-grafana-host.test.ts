import { expect, test } from "vitest";
import { isGrafanaHost, isGrafanaStack } from "./is-grafana-host.ts";

test.each(["https://acme.grafana.net", "https://a.b.grafana.net/x"])(
  "%s is a stack of Grafana Cloud and a host",
  (url) => {
    expect([isGrafanaStack(url), isGrafanaHost(url)]).toEqual([true, true]);
  },
);

test("a host of k6 is no stack", () => {
  expect([isGrafanaStack("https://api.k6.io"), isGrafanaHost("https://api.k6.io")]).toEqual([false, true]);
});

test.each([
  "https://evilgrafana.net",
  "https://grafana.net",
  "https://evilk6.io",
  "https://acme.grafana.net.example",
  "https://acme.grafana.net.",
  "https://acme.grafana.net@corp.example",
  "https://acme.grafana.net:8443",
  "http://acme.grafana.net",
  "https://acme.xn--grafna-qwa.net",
  "https://[::1]",
  "https://127.0.0.1",
  "acme.grafana.net",
  "",
])("%s is neither, and needs trust", (url) => {
  expect([isGrafanaStack(url), isGrafanaHost(url)]).toEqual([false, false]);
});
