import { describe, expect, it } from "vitest";
import { K6pError } from "../errors/k6p-error.ts";
import { parseStackUrl, stackSlug } from "./stack.ts";

describe("the URL of a stack", () => {
  it.each([
    ["acme", "https://acme.grafana.net"],
    [" Acme ", "https://acme.grafana.net"],
    ["acme/", "https://acme.grafana.net"],
    ["acme.grafana.net", "https://acme.grafana.net"],
    ["acme.grafana.net/", "https://acme.grafana.net"],
    ["acme.grafana.net/a/k6-app?x=1", "https://acme.grafana.net"],
    ["acme.grafana.net:443", "https://acme.grafana.net"],
    ["Acme.Grafana.Net.", "https://acme.grafana.net"],
    ["https://acme.grafana.net.", "https://acme.grafana.net"],
    ["https://acme.grafana.net.:443/", "https://acme.grafana.net"],
    ["acme.grafana.net:8443", "https://acme.grafana.net:8443"],
    ["https://acme.grafana.net", "https://acme.grafana.net"],
    ["https://acme.grafana.net/", "https://acme.grafana.net"],
    ["https://ACME.grafana.net/a/k6-app?x=1#y", "https://acme.grafana.net"],
    ["https://user:secret@acme.grafana.net/", "https://acme.grafana.net"],
    ["https://k6.example.com:8443/x", "https://k6.example.com:8443"],
  ])("of %j is %s", (typed, url) => {
    expect(parseStackUrl(typed)).toBe(url);
  });

  it.each([
    "",
    "-acme",
    "acme_1",
    "/acme",
    "acme..grafana.net",
    "acme.grafana.net:x",
    "acme@evil.example/.grafana.net",
    "https://acme.grafana.net../",
    "acme:443",
    "acme.grafana.com",
    "x.grafana-dev.net",
    "http://acme.grafana.net",
    "https:///x",
    "https://",
    "ac me",
    "acme\r\nX: y",
    "//acme",
    "https://localhost",
  ])("cannot be made from %j", (typed) => {
    expect(() => parseStackUrl(typed)).toThrow(K6pError);
  });

  it("has a slug, or a host elsewhere", () => {
    expect(stackSlug("https://acme.grafana.net")).toBe("acme");
    expect(stackSlug("https://k6.example.com:8443")).toBe("k6.example.com:8443");
  });
});
