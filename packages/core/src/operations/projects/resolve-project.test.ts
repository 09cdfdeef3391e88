import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "../../testing/cloud-stand-in.ts";
import { addTestProfile, createTestEngine, type TestEngine } from "../../testing/test-engine.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { listProjects } from "./list-projects.ts";
import { resolveProject } from "./resolve-project.ts";

const PROJECTS = [
  { id: 678, name: "Default project" },
  { id: 700, name: "Checkout" },
  { id: 701, name: "twin" },
  { id: 702, name: "Twin" },
];

let cloud: CloudStandIn;
let test: TestEngine;

beforeEach(async () => {
  cloud = await startCloudStandIn({
    accounts: [
      {
        stackUrl: "https://acme.grafana.net",
        stackId: 11111,
        defaultProjectId: 678,
        projects: PROJECTS,
        token: "token-of-acme",
      },
    ],
  });
  test = createTestEngine({ env: { K6_CLOUD_HOST_V6: cloud.url } });
  await addTestProfile(test.engine, { name: "acme" });
});

afterEach(async () => {
  await cloud.close();
  test.remove();
});

function resolve(project: string): Promise<number> {
  const profile = test.engine.ownProfiles.get("acme");
  return resolveProject(test.engine, {
    project,
    stackId: profile.stackId,
    async access() {
      const { destination, identity } = await obtainCredentials(test.engine, profile);
      return { profile, destination, token: identity.token };
    },
  });
}

describe("a project by name", () => {
  it("is looked up with Grafana Cloud, whatever its case", async () => {
    expect(await resolve("checkout")).toBe(700);
    expect(await resolve(" DEFAULT PROJECT ")).toBe(678);
  });

  it("is taken from what is known about the stack, without asking again", async () => {
    await listProjects(test.engine, "acme");
    await cloud.close();
    expect(await resolve("Checkout")).toBe(700);
  });

  it("that is an ID is not asked about at all", async () => {
    expect(await resolve("4711")).toBe(4711);
    expect(cloud.requests).toEqual([]);
  });

  it("is asked about again when it is not known yet", async () => {
    test.engine.knownProjects.remember(11111, [{ id: 1, name: "old", isDefault: false }]);
    expect(await resolve("Checkout")).toBe(700);
  });

  it("that does not exist gets the nearest one suggested", async () => {
    await expect(resolve("chekout")).rejects.toMatchObject({
      code: "PROJECT_NOT_FOUND",
      message: expect.stringContaining('Did you mean "Checkout"?'),
    });
  });

  it("that two projects have is refused with their IDs", async () => {
    await expect(resolve("twin")).rejects.toMatchObject({
      code: "PROJECT_NOT_FOUND",
      remedy: [expect.stringContaining("701, 702")],
    });
  });

  it.each(["0", "2147483648"])("that is a number but not an ID is refused: %s", async (project) => {
    await expect(resolve(project)).rejects.toMatchObject({ code: "USAGE" });
  });

  it("of a token that the stack does not accept is refused", async () => {
    await addTestProfile(test.engine, { name: "revoked", stack: "acme" });
    await expect(listProjects(test.engine, "revoked")).rejects.toMatchObject({ code: "TOKEN_REJECTED" });
  });
});
