import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Host } from "../../host/host.ts";
import { createNodeHost } from "../../host/node/node-host.ts";
import { watchForUpdate } from "./update-watch.ts";

const DAY_MS = 86_400_000;

function machine(answer: () => Promise<Response>, days = 0): { host: Host; home: string; asked: string[] } {
  const home = mkdtempSync(join(tmpdir(), "k6p-update-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  return { ...on(home, answer, days), home };
}

function on(home: string, answer: () => Promise<Response>, days: number): { host: Host; asked: string[] } {
  const real = createNodeHost({ env: { K6P_HOME: home } });
  const asked: string[] = [];
  const clock = { ...real.clock, now: () => new Date(Date.UTC(2026, 0, 1) + days * DAY_MS) };
  const fetch: Host["fetch"] = (url) => {
    asked.push(url);
    return answer();
  };
  return { host: { ...real, clock, fetch }, asked };
}

const release = (tag: string) => async () => Response.json({ tag_name: tag });
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe("the notice of a newer k6p", () => {
  it("comes from what an earlier command heard, and once a day", async () => {
    const { host, home, asked } = machine(release("k6p@1.10.0"));
    const first = watchForUpdate(host, "1.9.0");
    await settled();
    expect(first.end()).toBeUndefined();
    expect(asked).toEqual(["https://api.github.com/repos/k6p/k6p/releases/latest"]);
    expect(watchForUpdate(host, "1.9.0").end()).toBe("1.10.0");
    expect(watchForUpdate(host, "1.9.0").end()).toBeUndefined();
    expect(asked).toHaveLength(1);
    const later = on(home, release("k6p@1.11.0"), 2);
    const next = watchForUpdate(later.host, "1.9.0");
    await settled();
    expect(next.end()).toBe("1.10.0");
    expect(later.asked).toHaveLength(1);
    expect(readFileSync(join(home, "state/update.json"), "utf8")).toContain("1.11.0");
  });

  it.each(["1.10.0", "1.10.1", "2.0.0"])("does not come to version %s, which is as new", async (version) => {
    const { host } = machine(release("k6p@1.10.0"));
    watchForUpdate(host, version);
    await settled();
    expect(watchForUpdate(host, version).end()).toBeUndefined();
  });

  it.each([
    ["no network", () => Promise.reject(new Error("offline"))],
    ["no release", async () => Response.json({ message: "Not Found" }, { status: 404 })],
    ["another repository's tag", release("v9.9.9\u001b[31m")],
    ["an answer that never comes", () => new Promise<Response>(() => {})],
    ["no JSON", async () => new Response("<html>")],
  ])("says nothing and leaves nothing for %s", async (_case, answer) => {
    const { host, home } = machine(answer);
    const watch = watchForUpdate(host, "1.0.0");
    await settled();
    expect(watch.end()).toBeUndefined();
    expect(readdirSync(home)).toEqual([]);
  });

  it("survives a file that something else wrote", async () => {
    const { host, home } = machine(release("k6p@2.0.0"));
    watchForUpdate(host, "1.0.0");
    await settled();
    writeFileSync(join(home, "state/update.json"), '{"version":"9; rm","askedAt":"x"}');
    expect(watchForUpdate(host, "1.0.0").end()).toBeUndefined();
  });
});
