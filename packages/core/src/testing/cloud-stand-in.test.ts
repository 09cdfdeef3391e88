import { execFile } from "node:child_process";
import { connect } from "node:net";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { type CloudStandIn, startCloudStandIn } from "./cloud-stand-in.ts";
import { sentIdentity } from "./cloud-stand-in/recorded-request.ts";

const ALPHA = {
  token: "standin-token-alpha",
  stackUrl: "https://alpha.grafana.net",
  stackId: 11111,
  defaultProjectId: 91111,
  projects: [
    { id: 91111, name: "Default project" },
    { id: 91112, name: "Second project" },
    { id: 91113, name: "Third project" },
  ],
};
const BETA = { ...ALPHA, stackUrl: "https://beta.grafana.net", stackId: 22222, projects: [{ id: 92222, name: "B" }] };

const running: CloudStandIn[] = [];
async function start(): Promise<CloudStandIn> {
  const standIn = await startCloudStandIn({ accounts: [ALPHA, BETA] });
  running.push(standIn);
  return standIn;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((standIn) => standIn.close()));
});

async function get(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers: { Authorization: `Bearer ${ALPHA.token}`, ...headers } });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe("the cloud stand-in", () => {
  test("listens on the loopback address only", async () => {
    expect((await start()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test("lets one token use several stacks, each with its own projects", async () => {
    const { url } = await start();
    const names = async (stackId: string) => {
      const { body } = await get(`${url}/cloud/v6/projects`, { "X-Stack-Id": stackId });
      return body.value.map(({ name }: { name: string }) => name);
    };
    expect(await names("11111")).toEqual(["Default project", "Second project", "Third project"]);
    expect(await names("22222")).toEqual(["B"]);
  });

  test("gives out pages whose links lead from the first to the last item", async () => {
    const { url } = await start();
    const seen: number[] = [];
    let next: string | undefined = `${url}/cloud/v6/projects?$top=2&$count=true`;
    while (next !== undefined) {
      const { body } = await get(next, { "X-Stack-Id": "11111" });
      expect(body["@count"]).toBe(3);
      seen.push(...body.value.map(({ id }: { id: number }) => id));
      next = body["@nextLink"];
    }
    expect(seen).toEqual([91111, 91112, 91113]);
  });

  test("lets requests fail in the order in which faults were set, and then works again", async () => {
    const standIn = await start();
    standIn.fail({ kind: "status", status: 503 }, 2);
    standIn.fail({ kind: "html", status: 401 });
    const statuses: number[] = [];
    for (let request = 0; request < 4; request += 1) {
      const response = await fetch(`${standIn.url}/cloud/v6/load_zones`, {
        headers: { Authorization: `Bearer ${ALPHA.token}`, "X-Stack-Id": "11111" },
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([503, 503, 401, 200]);
    expect(standIn.requests).toHaveLength(4);
  });

  test("answers 404 to what it does not know, a doubled slash included", async () => {
    const { url } = await start();
    expect((await get(`${url}/cloud/v6/whoami`)).status).toBe(404);
    expect((await get(`${url}//cloud/v6/auth`)).status).toBe(404);
  });

  test("outlives a client that goes away within its request", async () => {
    const { url } = await start();
    const client = connect(Number(new URL(url).port), "127.0.0.1");
    client.write("POST /cloud/v6/validate_options HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.resetAndDestroy();
    expect((await get(`${url}/cloud/v6/load_zones`, { "X-Stack-Id": "11111" })).status).toBe(200);
  });

  test("does not keep a process alive", async () => {
    const module = JSON.stringify(new URL("cloud-stand-in.ts", import.meta.url).href);
    const program = `import { startCloudStandIn } from ${module};
      const { url } = await startCloudStandIn({ accounts: [] });
      console.log((await fetch(url)).status);`;
    const words = ["--no-warnings", "--input-type=module", "--eval", program];
    const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 20_000 });
    expect(stdout).toBe("404\n");
  });

  test("closes even with a request under way", async () => {
    const standIn = await start();
    standIn.fail({ kind: "slow", part: "body" });
    const response = await fetch(`${standIn.url}/cloud/v6/auth`);
    await standIn.close();
    await expect(response.text()).rejects.toThrow("terminated");
    await expect(fetch(standIn.url)).rejects.toThrow("fetch failed");
  });
});

describe("sentIdentity", () => {
  const request = { method: "GET", path: "/", query: new URLSearchParams(), headers: {}, body: "" };

  test("finds the project in the path", () => {
    const path = "/cloud/v6/projects/91111/load_tests";
    const headers = { authorization: "Bearer abc", "x-stack-id": "11111" };
    expect(sentIdentity({ ...request, path, headers })).toEqual({ token: "abc", stackId: 11111, projectId: 91111 });
  });

  test("finds the project in the options to validate, at the root or within cloud", () => {
    const path = "/cloud/v6/validate_options";
    expect(
      sentIdentity({ ...request, path, body: '{"project_id":1,"options":{"cloud":{"projectID":2}}}' }).projectId,
    ).toBe(1);
    expect(sentIdentity({ ...request, path, body: '{"options":{"cloud":{"projectID":2}}}' }).projectId).toBe(2);
    expect(sentIdentity({ ...request, path, body: "not JSON" }).projectId).toBeUndefined();
  });

  test("knows nothing about a request that says nothing", () => {
    expect(sentIdentity(request)).toEqual({});
  });
});
