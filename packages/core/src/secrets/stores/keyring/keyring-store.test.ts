import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { K6pError } from "../../../errors/k6p-error.ts";
import type { CaptureRequest, Host } from "../../../host/host.ts";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { newSecretReference } from "../../secret-reference.ts";
import { Secret } from "../../secret.ts";
import { callInWorker } from "./call-in-worker.ts";
import { createKeyringStore } from "./create-keyring-store.ts";
import type { KeyringAnswer, KeyringRequest } from "./keyring-calls.ts";
import { KeyringStore } from "./keyring-store.ts";

const worker = fileURLToPath(new URL("keyring-worker.ts", import.meta.url));
const reference = newSecretReference({ randomBytes });
const TOKEN = "glc_canary_0123456789";
const CALL = { deadlineMs: 5_000, interactive: false };

/** A keyring of another system, played by a map. */
function storeOn(platform: NodeJS.Platform, trouble?: KeyringAnswer): { store: KeyringStore; calls: string[] } {
  const items = new Map<string, string>();
  const calls: string[] = [];
  const perform =
    (way: string) =>
    async (request: KeyringRequest): Promise<KeyringAnswer> => {
      calls.push(`${request.action} ${way}`);
      if (trouble !== undefined) return trouble;
      if (request.action === "delete") return { kind: "done", present: items.delete(request.account) };
      if (request.action === "set") items.set(request.account, request.text);
      const text = items.get(request.account);
      return text === undefined ? { kind: "done", present: false } : { kind: "done", present: true, text };
    };
  const host = createNodeHost({ env: {}, platform });
  const hasModule = async (): Promise<boolean> => trouble?.kind !== "no-module";
  return {
    store: new KeyringStore({ host, inProcess: perform("in process"), inWorker: perform("in worker"), hasModule }),
    calls,
  };
}

describe.each([
  ["darwin", "the macOS keychain", "in worker"],
  ["win32", "the Windows Credential Manager", "in process"],
] as const)("On %s", (platform, title, way) => {
  test(`the keyring is ${title}, ready without being asked, and used ${way}`, async () => {
    const { store, calls } = storeOn(platform);
    expect(store.title).toBe(title);
    expect(await store.readiness(150)).toEqual({ state: "ready" });
    expect(calls).toEqual([]);
    expect(await store.read(reference, CALL)).toEqual({ kind: "absent" });
    await store.write(reference, new Secret(TOKEN), CALL);
    expect(await store.remove(reference, CALL)).toBe("removed");
    expect(await store.remove(reference, CALL)).toBe("absent");
    expect(calls).toEqual(["get", "set", "get", "delete", "delete"].map((action) => `${action} ${way}`));
  });

  test("a text that is too long is refused as it is elsewhere, before anything is written", async () => {
    const { store, calls } = storeOn(platform);
    await expect(store.write(reference, new Secret("x".repeat(1_281)), CALL)).rejects.toThrow(
      "the text has 1281 bytes, and the limit is 1200",
    );
    expect(calls).toEqual([]);
  });
});

test("A macOS keychain that may not show its dialog is locked, and the token not absent", async () => {
  const { store } = storeOn("darwin", {
    kind: "failed",
    message: "Platform failure: User interaction is not allowed. (-25308)",
  });
  expect(await store.read(reference, CALL)).toMatchObject({
    kind: "locked",
    remedy: [expect.stringContaining("security unlock-keychain")],
  });
  await expect(store.write(reference, new Secret(TOKEN), CALL)).rejects.toMatchObject({ code: "STORE_LOCKED" });
  await expect(store.remove(reference, CALL)).rejects.toMatchObject({ code: "STORE_LOCKED" });
});

test("A macOS dialog that nobody answers is a timeout", async () => {
  const { store } = storeOn("darwin", { kind: "timeout" });
  expect(await store.read(reference, CALL)).toMatchObject({ kind: "timeout" });
});

describe("When the native module was left out at the installation", () => {
  test("the keyring is absent, and the file vault is offered", async () => {
    const { store } = storeOn("win32", { kind: "no-module" });
    expect(await store.readiness(150)).toMatchObject({
      state: "absent",
      reason: expect.stringContaining("not installed"),
    });
    expect(await store.read(reference, CALL)).toMatchObject({ kind: "unavailable" });
    const failure = await store.write(reference, new Secret(TOKEN), CALL).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(K6pError);
    expect(failure).toMatchObject({
      code: "STORE_UNAVAILABLE",
      remedy: expect.arrayContaining([expect.stringContaining("--store file")]),
    });
  });

  test("the real module without its binary is told as left out", async () => {
    const host = createNodeHost({ env: { NAPI_RS_NATIVE_LIBRARY_PATH: "/nonexistent.node" }, platform: "linux" });
    expect(await callInWorker({ host, worker }, { action: "get", account: reference }, 20_000)).toEqual({
      kind: "no-module",
    });
  });
});

describe("The keyring helper", () => {
  const folder = mkdtempSync(join(tmpdir(), "k6p-worker-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  function program(name: string, source: string): string {
    const path = join(folder, name);
    writeFileSync(path, source);
    return path;
  }

  async function answerOf(path: string | undefined, deadlineMs = 20_000): Promise<KeyringAnswer> {
    const host = createNodeHost({ env: {}, platform: "linux" });
    return callInWorker({ host, worker: path }, { action: "set", account: reference, text: TOKEN }, deadlineMs);
  }

  test("is ended at the deadline", async () => {
    expect(await answerOf(program("hangs.cjs", "setInterval(() => {}, 1000);"), 300)).toEqual({ kind: "timeout" });
  });

  test.each([
    ["ends without an answer", ""],
    ["fails", "process.exit(3);"],
    ["prints something else", 'process.stdout.write(\'{"kind":"done"}\');'],
    ["prints half an answer", "process.stdout.write('{\"kind\":');"],
  ])("that %s makes the keyring unavailable", async (name, source) => {
    const answer = await answerOf(program(`${name}.cjs`, source));
    expect(answer).toMatchObject({ kind: "failed", message: expect.stringContaining("without an answer") });
  });

  test("that is not there makes the keyring unavailable", async () => {
    expect((await answerOf(join(folder, "nothing.cjs"))).kind).toBe("failed");
    expect((await answerOf(undefined)).kind).toBe("failed");
  });

  test("gets the token through a pipe, and no other secret or setting of Node at all", async () => {
    const requests: CaptureRequest[] = [];
    const real = createNodeHost({ env: {}, platform: "darwin" });
    const host: Host = {
      ...real,
      env: { HOME: "/home/me", K6_CLOUD_TOKEN: TOKEN, K6P_AGE_IDENTITY: TOKEN, NODE_OPTIONS: "--require=./theirs.js" },
      processes: {
        ...real.processes,
        async runCaptured(request) {
          requests.push(request);
          return {
            exitCode: 0,
            stdout: '{"kind":"done","present":true}',
            stderr: "",
            timedOut: false,
            truncated: false,
          };
        },
      },
    };
    const store = createKeyringStore(host, { worker });
    await store.write(reference, new Secret(TOKEN), CALL).catch(() => {});
    expect(requests).not.toEqual([]);
    for (const { program: name, arguments: words, env } of requests) {
      expect(name).toBe(process.execPath);
      expect(JSON.stringify([words, env])).not.toContain(TOKEN);
      expect(env).toEqual({ HOME: "/home/me" });
    }
    expect(requests[0]?.input).toContain(TOKEN);
  });
});
