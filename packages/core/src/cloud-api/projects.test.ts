import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { Secret } from "../secrets/secret.ts";
import { type CloudStandIn, startCloudStandIn } from "../testing/cloud-stand-in.ts";
import { listProjects } from "./projects.ts";

const account = (stackId: number, projects: readonly { id: number; name: string }[]) => ({
  token: "standin-token-alpha",
  stackUrl: `https://stack-${stackId}.grafana.net`,
  stackId,
  defaultProjectId: 2,
  projects,
});
const numbered = (count: number) =>
  Array.from({ length: count }, (_none, index) => ({ id: index + 1, name: `P${index + 1}` }));

let standIn: CloudStandIn;
beforeAll(async () => {
  const accounts = [
    account(1, numbered(2)),
    account(2, numbered(2500)),
    account(3, [{ id: 7, name: "\u001b[1mBold\u202e" }]),
  ];
  standIn = await startCloudStandIn({ accounts: [...accounts, account(4, []), account(5, numbered(20_001))] });
});
afterAll(() => standIn.close());

async function list(stackId: number) {
  const sentBefore = standIn.requests.length;
  const call = { apiOrigin: standIn.url, token: new Secret("standin-token-alpha"), userAgent: "k6p/1.2.3" };
  const result = await listProjects(createNodeHost(), { ...call, stackId });
  return { result, sent: standIn.requests.slice(sentBefore) };
}

describe("listProjects", () => {
  test("lists the projects of the stack and marks the default one", async () => {
    const { result, sent } = await list(1);
    expect(result).toEqual({
      kind: "listed",
      projects: [
        { id: 1, name: "P1", isDefault: false },
        { id: 2, name: "P2", isDefault: true },
      ],
    });
    expect(sent[0]?.headers).toMatchObject({ "x-stack-id": "1", authorization: "Bearer standin-token-alpha" });
  });

  test("knows a stack without projects", async () => {
    expect((await list(4)).result).toEqual({ kind: "listed", projects: [] });
  });

  test("turns the pages until there is no next one", async () => {
    const { result, sent } = await list(2);
    expect(result.kind === "listed" && result.projects.map(({ id }) => id)).toEqual(numbered(2500).map(({ id }) => id));
    expect(sent.map(({ query }) => query.get("$skip"))).toEqual(["0", "1000", "2000"]);
  });

  test("follows no link of the answer", async () => {
    const elsewhere = await startCloudStandIn({ accounts: [] });
    const body = { value: [], "@nextLink": `${elsewhere.url}/cloud/v6/projects?$skip=1000` };
    standIn.fail({ kind: "status", status: 200, body });
    expect((await list(1)).result.kind).toBe("listed");
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test("does not turn pages for ever", async () => {
    const { result, sent } = await list(5);
    expect(result).toEqual({ kind: "unexpected", reason: "its list of projects does not end after 20 pages" });
    expect(sent).toHaveLength(20);
  });

  test("shows names without what could drive the terminal", async () => {
    expect((await list(3)).result).toMatchObject({ projects: [{ name: "Bold" }] });
  });

  test("passes on that the stack is not the token's", async () => {
    expect((await list(99)).result).toMatchObject({ kind: "rejected", status: 403 });
  });

  test.each([
    [null],
    [{}],
    [{ value: {} }],
    [{ value: [{ id: "1", name: "x" }] }],
    [{ value: [{ id: 0, name: "x" }] }],
    [{ value: [null] }],
  ])("does not believe %j", async (body) => {
    standIn.fail({ kind: "status", status: 200, body });
    expect((await list(1)).result.kind).toBe("unexpected");
  });
});
