import { expect, test } from "vitest";
import { isGrafanaOrigin } from "./is-grafana-origin.ts";

test.each(["https://api.k6.io", "https://ingest.k6.io", "https://acme.grafana.net", "wss://cloudlogs.k6.io"])(
  "%s is Grafana's",
  (origin) => expect(isGrafanaOrigin(origin)).toBe(true),
);

test.each([
  "http://api.k6.io",
  "https://api.k6.io:8443",
  "https://k6.io.example.com",
  "https://evilk6.io",
  "https://api.k6.io@example.com",
  "api.k6.io",
  "https://xn--grafna-qwa.net",
  "",
])("%s is not", (origin) => expect(isGrafanaOrigin(origin)).toBe(false));
