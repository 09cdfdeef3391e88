import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { type VerifiedProfile, verifyProfiles } from "./verify-profiles.ts";

const PROJECTS = [{ id: 678, name: "checkout", isDefault: true }];
const ACME = { stackUrl: "https://acme.grafana.net", stackId: 11111, defaultProjectId: 678, projects: PROJECTS };

let cloud: CloudStandIn;
let test: TestEngine;

beforeEach(async () => {
  cloud = await startCloudStandIn({ accounts: [{ ...ACME, token: "token-of-acme" }] });
  test = createTestEngine({ env: { K6_CLOUD_HOST_V6: cloud.url } });
});

afterEach(async () => {
  await cloud.close();
  test.remove();
});

async function verify(): Promise<readonly VerifiedProfile[]> {
  return verifyProfiles(test.engine, { names: [], all: true });
}

describe("verifying profiles", () => {
  it("accepts a token of the stack with its project, and records when", async () => {
    await addTestProfile(test.engine, { name: "acme", project: 678 });
    const [verified] = await verify();
    expect(verified).toMatchObject({ verdict: "valid", reason: undefined });
    const { id } = test.engine.ownProfiles.get("acme");
    expect(test.engine.tokens.find(id)?.verifiedAt).toBe(verified?.verifiedAt);
    expect(verified?.verifiedAt).toMatch(/^\d{4}-/);
  });

  it("reports each kind of trouble of its own, and verifies the others all the way", async () => {
    await addTestProfile(test.engine, { name: "acme", project: 678 });
    await addTestProfile(test.engine, { name: "gone", stack: "acme", project: 999, token: "token-of-acme" });
    await addTestProfile(test.engine, { name: "revoked", stack: "acme" });
    await addTestProfile(test.engine, { name: "other-id", stack: "acme", stackId: 22222, token: "token-of-acme" });
    await addTestProfile(test.engine, { name: "no-token" });
    const { id } = test.engine.ownProfiles.get("no-token");
    test.engine.tokens.remove(id);
    expect((await verify()).map(({ profile, verdict }) => [profile.name, verdict])).toEqual([
      ["acme", "valid"],
      ["gone", "project-gone"],
      ["no-token", "unverified"],
      ["other-id", "rejected"],
      ["revoked", "rejected"],
    ]);
  });

  it("keeps the date of an earlier success when Grafana Cloud cannot be reached", async () => {
    await addTestProfile(test.engine, { name: "acme", project: 678 });
    const [first] = await verify();
    await cloud.close();
    const [second] = await verify();
    expect(second).toMatchObject({ verdict: "unreachable", verifiedAt: first?.verifiedAt });
  });

  it("needs two round trips for 100 profiles", async () => {
    for (let index = 0; index < 100; index++) await addTestProfile(test.engine, { name: `p${index}` });
    let waiting: (() => void)[] = [];
    let roundTrips = 0;
    // Answers only when no further request comes, as a server that is far away does.
    const fetch = async (): Promise<Response> => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
      return Response.json({ stack_id: 11111, default_project_id: 678 });
    };
    const engine = { ...test.engine, host: { ...test.engine.host, fetch } };
    const state = { finished: false };
    const all = verifyProfiles(engine, { names: [], all: true }).finally(() => (state.finished = true));
    while (!state.finished) {
      let seen = -1;
      while (waiting.length !== seen) {
        seen = waiting.length;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (seen === 0) continue;
      roundTrips++;
      const answered = waiting;
      waiting = [];
      for (const resolve of answered) resolve();
    }
    expect((await all).every(({ verdict }) => verdict === "valid")).toBe(true);
    expect(roundTrips).toBeLessThanOrEqual(3);
  });
});
