import { describe, expect, it } from "vitest";
import { destinationDifferences, destinationOf, destinationSource, overriddenHostVariables } from "./destination.ts";

const STACK = { stackUrl: "https://acme.grafana.net", stackId: 12345 };
const GRAFANA = {
  ...STACK,
  api: "https://api.k6.io",
  ingest: "https://ingest.k6.io",
  logs: undefined,
  traces: undefined,
  build: undefined,
};

describe("the destination of a token", () => {
  it("is Grafana's where nothing says otherwise", () => {
    expect(destinationOf(STACK, {})).toEqual(GRAFANA);
    expect(destinationOf(STACK, { K6_CLOUD_HOST: "", K6_CLOUD_HOST_V6: "" })).toEqual(GRAFANA);
  });

  it("follows the hosts of the environment, which k6 gets to see", () => {
    const env = { K6_CLOUD_HOST_V6: "http://127.0.0.1:9/", K6_CLOUD_HOST: "https://ingest.example.com/v1" };
    expect(destinationOf(STACK, env)).toMatchObject({
      api: "http://127.0.0.1:9",
      ingest: "https://ingest.example.com",
    });
    expect(destinationSource("api", {}, env)).toBe("K6_CLOUD_HOST_V6");
    expect(destinationSource("ingest", {}, {})).toBe("default");
  });

  it("follows the profile's own hosts before those of the environment", () => {
    const profile = { ...STACK, hostv6: "https://api.example.com", host: "https://in.example.com" };
    const env = { K6_CLOUD_HOST_V6: "https://evil.example", K6_CLOUD_HOST: "https://evil.example" };
    expect(destinationOf(profile, env)).toMatchObject({
      api: "https://api.example.com",
      ingest: "https://in.example.com",
    });
    expect(destinationSource("api", profile, env)).toBe("profile");
    expect(overriddenHostVariables(profile)).toEqual(["K6_CLOUD_HOST_V6", "K6_CLOUD_HOST"]);
    expect(overriddenHostVariables({})).toEqual([]);
  });

  it("notices that logs, traces or builds go elsewhere", () => {
    const env = {
      K6_CLOUD_LOGS_TAIL_URL: "wss://logs.example.com/tail",
      K6_CLOUD_TRACES_HOST: "traces.example.com:443",
      K6_BUILD_SERVICE_URL: "https://build.example.com/api/v1",
    };
    const destination = destinationOf(STACK, env);
    expect(destination).toMatchObject({
      logs: "wss://logs.example.com",
      traces: "traces.example.com:443",
      build: "https://build.example.com",
    });
    expect(destinationDifferences(destination, GRAFANA)).toEqual(["logs", "traces", "build"]);
  });

  it("is the same whatever path or final slash a host has", () => {
    const one = destinationOf({ ...STACK, hostv6: "https://api.example.com" }, {});
    const other = destinationOf({ ...STACK, hostv6: "https://API.example.com:443/" }, {});
    expect(destinationDifferences(one, other)).toEqual([]);
  });

  it.each([
    ["stackUrl", { ...STACK, stackUrl: "https://other.grafana.net" }],
    ["stackId", { ...STACK, stackId: 12346 }],
    ["api", { ...STACK, hostv6: "http://api.k6.io" }],
    ["api", { ...STACK, hostv6: "https://api.k6.io:444" }],
  ])("is another one when its %s differs", (part, profile) => {
    expect(destinationDifferences(destinationOf(profile, {}), GRAFANA)).toEqual([part]);
  });
});
