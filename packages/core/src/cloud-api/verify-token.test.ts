import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createNodeHost } from "../host/node/node-host.ts";
import { Secret } from "../secrets/secret.ts";
import { type CloudStandIn, startCloudStandIn } from "../testing/cloud-stand-in.ts";
import { sentIdentity } from "../testing/cloud-stand-in/recorded-request.ts";
import type { CloudHost } from "./request.ts";
import { verifyToken } from "./verify-token.ts";

const TOKEN = "standin-token-alpha";
const ALPHA = {
  token: TOKEN,
  stackUrl: "https://alpha.grafana.net",
  stackId: 11111,
  defaultProjectId: 91111,
  projects: [{ id: 91111, name: "Default project" }],
};
const BETA = { ...ALPHA, token: "standin-token-beta", stackUrl: "https://beta.grafana.net", stackId: 22222 };

const pauses: number[] = [];
const machine = createNodeHost();
/** The real machine, on which pauses between attempts take no time. */
const host: CloudHost = {
  fetch: (url, init) => machine.fetch(url, init),
  clock: { ...machine.clock, sleep: async (milliseconds) => void pauses.push(milliseconds) },
};

let standIn: CloudStandIn;
beforeAll(async () => {
  standIn = await startCloudStandIn({ accounts: [ALPHA, BETA] });
});
afterAll(() => standIn.close());
afterEach(() => {
  pauses.length = 0;
});

interface Attempt {
  readonly apiOrigin?: string;
  readonly stackUrl?: string;
  readonly token?: string;
  readonly deadlineMs?: number;
  readonly onWait?: () => void;
}

async function verify(attempt: Attempt = {}) {
  const { token = TOKEN, ...rest } = attempt;
  const call = { apiOrigin: standIn.url, stackUrl: ALPHA.stackUrl, userAgent: "k6p/1.2.3", ...rest };
  const sentBefore = standIn.requests.length;
  const verdict = await verifyToken(host, { ...call, token: new Secret(token) });
  return { verdict, sent: standIn.requests.slice(sentBefore) };
}

describe("verifyToken", () => {
  test("learns stack and default project with one request that looks like k6's", async () => {
    const { verdict, sent } = await verify();
    expect(verdict).toEqual({ kind: "accepted", stackId: 11111, defaultProjectId: 91111 });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: "GET", path: "/cloud/v6/auth", body: "" });
    expect(sent[0]?.headers).toMatchObject({ accept: "application/json", "user-agent": "k6p/1.2.3" });
    expect(sentIdentity(sent[0]!)).toEqual({ token: TOKEN, stackUrl: ALPHA.stackUrl });
  });

  test("does not try a rejected token again", async () => {
    const { verdict, sent } = await verify({ token: "standin-token-unknown" });
    expect(verdict).toEqual({ kind: "rejected", status: 401, reason: "The token is not valid" });
    expect(sent).toHaveLength(1);
  });

  test("tells a token of another stack from an unknown one", async () => {
    const { verdict, sent } = await verify({ stackUrl: BETA.stackUrl });
    expect(verdict).toEqual({ kind: "rejected", status: 403, reason: "The token has no access to this stack" });
    expect(sent).toHaveLength(1);
  });

  test("sends nothing to a plain http host elsewhere", async () => {
    await expect(verify({ apiOrigin: "http://api.example" })).rejects.toMatchObject({ code: "HOST_INVALID" });
  });
});

describe("verifyToken, when the API has trouble", () => {
  test.each([429, 500, 502, 503])("tries again after status %i and succeeds", async (status) => {
    standIn.fail({ kind: "status", status }, 2);
    const { verdict, sent } = await verify();
    expect(verdict.kind).toBe("accepted");
    expect(sent).toHaveLength(3);
    expect(pauses).toEqual([250, 1000]);
  });

  test("gives up after three attempts and says what it met", async () => {
    standIn.fail({ kind: "status", status: 503 }, 3);
    const { verdict, sent } = await verify();
    expect(verdict).toEqual({ kind: "unreachable", reason: "it answered with status 503: Made to fail" });
    expect(sent).toHaveLength(3);
  });

  test.each(["headers", "body"] as const)("tries again when the connection breaks in the %s", async (part) => {
    standIn.fail({ kind: "reset", part }, 2);
    const { verdict, sent } = await verify();
    expect(verdict.kind).toBe("accepted");
    expect(sent).toHaveLength(3);
  });

  test("says that the connection kept breaking", async () => {
    standIn.fail({ kind: "reset", part: "headers" }, 3);
    const { verdict } = await verify();
    expect(verdict).toEqual({ kind: "unreachable", reason: "it closed the connection (ECONNRESET)" });
  });

  test("waits as long as the API asks for", async () => {
    standIn.fail({ kind: "status", status: 429, retryAfter: "7" });
    expect((await verify()).verdict.kind).toBe("accepted");
    expect(pauses).toEqual([7000]);
  });

  test("understands a date to wait for, and waits at least a moment when it is over", async () => {
    standIn.fail({ kind: "status", status: 503, retryAfter: new Date(Date.now() + 8_000).toUTCString() });
    standIn.fail({ kind: "status", status: 503, retryAfter: "Thu, 01 Jan 1970 00:00:00 GMT" });
    expect((await verify()).verdict.kind).toBe("accepted");
    expect(pauses[0]).toBeGreaterThan(5_000);
    expect(pauses[1]).toBe(1_000);
  });

  test("does not wait beyond its deadline, but says what the API asks for", async () => {
    standIn.fail({ kind: "status", status: 429, retryAfter: "3600" });
    const { verdict, sent } = await verify();
    expect(verdict).toMatchObject({
      kind: "unreachable",
      reason: expect.stringContaining("asks to wait 3600 seconds"),
    });
    expect(sent).toHaveLength(1);
    expect(pauses).toEqual([]);
  });

  test.each(["headers", "body"] as const)("gives up at the deadline when the %s do not come", async (part) => {
    standIn.fail({ kind: "slow", part });
    const { verdict } = await verify({ deadlineMs: 150 });
    expect(verdict).toEqual({ kind: "unreachable", reason: "it did not answer within 0.15 seconds" });
  });

  test("gives up at the deadline when TLS is not spoken at the other end", async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { verdict } = await verify({ apiOrigin: `https://127.0.0.1:${port}`, deadlineMs: 150 });
    expect(verdict).toEqual({ kind: "unreachable", reason: "it did not answer within 0.15 seconds" });
    mute.close();
  });

  test("says once that it waits, and not when the answer is quick", async () => {
    const waits: string[] = [];
    await verify({ onWait: () => waits.push("quick") });
    standIn.fail({ kind: "slow", part: "headers" });
    await verify({ deadlineMs: 1_200, onWait: () => waits.push("slow") });
    expect(waits).toEqual(["slow"]);
  });

  test("names a refused connection, an unknown name and a missing certificate", async () => {
    const closed = await startCloudStandIn({ accounts: [] });
    await closed.close();
    const reasons = [closed.url, "https://k6p.invalid", standIn.url.replace("http:", "https:")].map(
      async (apiOrigin) => (await verify({ apiOrigin })).verdict,
    );
    expect(await Promise.all(reasons)).toEqual([
      { kind: "unreachable", reason: "it refused the connection (ECONNREFUSED)" },
      {
        kind: "unreachable",
        reason: expect.stringMatching(/(cannot be resolved|name servers).*(ENOTFOUND|EAI_AGAIN)/),
      },
      { kind: "unreachable", reason: expect.stringContaining("SSL") },
    ]);
  });
});

describe("verifyToken, when the answer is not the API's", () => {
  test("does not follow a redirect: the other host sees nothing, and only its origin is named", async () => {
    const other = await startCloudStandIn({ accounts: [ALPHA] });
    standIn.fail({ kind: "redirect", location: `${other.url}/cloud/v6/auth?stolen=1` });
    const { verdict, sent } = await verify();
    expect(verdict).toEqual({
      kind: "unexpected",
      reason: `it redirects to ${other.url}, which must not receive the token`,
    });
    expect(sent).toHaveLength(1);
    expect(other.requests).toEqual([]);
    await other.close();
  });

  test.each([
    ["/cloud/v6/auth/", "it redirects to http://127.0.0.1:"],
    ["https://user:secret@evil.example/path", "it redirects to https://evil.example,"],
    ["javascript:alert(1)", "it redirects to javascript:,"],
    ["http://[", "it redirects to an invalid address,"],
  ])("names the target of a redirect to %s", async (location, reason) => {
    standIn.fail({ kind: "redirect", location });
    expect((await verify()).verdict).toMatchObject({ kind: "unexpected", reason: expect.stringContaining(reason) });
  });

  test.each([
    [200, "unexpected", "it sent a web page; a proxy or a login page may be in between"],
    [403, "unexpected", "it answered with status 403 and sent a web page; a proxy or a login page may be in between"],
    [401, "rejected", "it sent a web page; a proxy or a login page may be in between"],
    [404, "unexpected", "it answered with status 404 and sent a web page; a proxy or a login page may be in between"],
  ])("judges a web page with status %i as %s", async (status, kind, reason) => {
    standIn.fail({ kind: "html", status });
    expect((await verify()).verdict).toMatchObject({ kind, reason });
  });

  test("stops reading an answer that is too long", async () => {
    standIn.fail({ kind: "huge", bytes: 256 * 1024 + 1 });
    expect((await verify()).verdict).toMatchObject({
      kind: "unexpected",
      reason: expect.stringContaining("too much data"),
    });
    standIn.fail({ kind: "huge", bytes: 256 * 1024 });
    expect((await verify()).verdict).toMatchObject({ kind: "unexpected", reason: "it did not name the stack" });
  });

  test("stops unpacking an answer that grows too long", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
    const server = createHttpServer((_request, response) => response.setHeader("Content-Encoding", "gzip").end(bomb));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    expect((await verify({ apiOrigin: `http://127.0.0.1:${port}` })).verdict).toMatchObject({ kind: "unexpected" });
    server.close();
  });

  test.each([
    ["an empty object", {}, "stack ID"],
    ["null", null, "did not name the stack"],
    ["a list", [11111], "did not name the stack"],
    ["a text as ID", { stack_id: "11111", default_project_id: 1 }, "stack ID"],
    ["a fraction", { stack_id: 1.5, default_project_id: 1 }, "stack ID"],
    ["zero", { stack_id: 0, default_project_id: 1 }, "stack ID"],
    ["a negative ID", { stack_id: -1, default_project_id: 1 }, "stack ID"],
    ["an ID beyond 32 bits", { stack_id: 2_147_483_648, default_project_id: 1 }, "stack ID"],
    ["a text as project", { stack_id: 1, default_project_id: "1" }, "default project"],
    ["a negative project", { stack_id: 1, default_project_id: -1 }, "default project"],
    ["an inexact project", { stack_id: 1, default_project_id: 2 ** 53 }, "default project"],
  ])("does not believe %s", async (_what, body, reason) => {
    standIn.fail({ kind: "status", status: 200, body });
    expect((await verify()).verdict).toEqual({ kind: "unexpected", reason: expect.stringContaining(reason) });
  });

  test.each([
    ["missing", {}],
    ["null", { default_project_id: null }],
    ["zero", { default_project_id: 0 }],
  ])("takes a default project that is %s for none", async (_what, project) => {
    standIn.fail({ kind: "status", status: 200, body: { stack_id: 2_147_483_647, ...project } });
    expect((await verify()).verdict).toEqual({ kind: "accepted", stackId: 2_147_483_647 });
  });

  test("takes another success than 200 for none", async () => {
    standIn.fail({ kind: "status", status: 204, body: undefined });
    expect((await verify()).verdict).toEqual({ kind: "unexpected", reason: "it answered with status 204" });
  });
});

describe("verifyToken's own words", () => {
  test("never show the token, even when the API repeats it", async () => {
    standIn.fail({ kind: "status", status: 403, body: { error: { message: `Bad token ${TOKEN}!`, code: "E" } } });
    expect((await verify()).verdict).toEqual({ kind: "rejected", status: 403, reason: "Bad token [secret]!" });
  });

  test("never show a token that no header can carry", async () => {
    const { verdict } = await verify({ token: "line\nbreak-canary" });
    expect(verdict.kind).toBe("unreachable");
    expect(JSON.stringify(verdict)).not.toContain("canary");
  });

  test("say so when the API has none for a refusal", async () => {
    standIn.fail({ kind: "status", status: 403, body: { error: {} } });
    expect((await verify()).verdict).toMatchObject({ kind: "rejected", reason: "no reason given" });
  });
});
