import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { K6pError } from "../../../errors/k6p-error.ts";
import type { Environment } from "../../../host/host.ts";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { canRunKeyring, type KeyringSession, startKeyringSession } from "../../../testing/gnome-keyring.ts";
import { findProgram, skipUnless } from "../../../testing/real-parts.ts";
import { newSecretReference } from "../../secret-reference.ts";
import { Secret } from "../../secret.ts";
import { callInWorker } from "./call-in-worker.ts";
import { callNative } from "./call-native.ts";
import type { KeyringRequest } from "./keyring-calls.ts";
import { KeyringStore } from "./keyring-store.ts";

const skip = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");
const skipForeign = skip || skipUnless(findProgram("secret-tool"), "no secret-tool to store foreign items with");

const worker = fileURLToPath(new URL("keyring-worker.ts", import.meta.url));
const TOKEN = "glc_canary_0123456789";
const QUIET = { deadlineMs: 10_000, interactive: false };
const DISPLAY = { DISPLAY: ":99" };

interface Watched {
  readonly store: KeyringStore;
  /** What the native module was asked to do, and where. */
  readonly calls: string[];
}

/** A store that tells what reaches the native module; `before` and `after` come in between. */
function watchedStore(
  env: Environment,
  around: { before?(request: KeyringRequest): unknown; after?(request: KeyringRequest): unknown } = {},
): Watched {
  const host = createNodeHost({ env, platform: "linux" });
  const calls: string[] = [];
  const store = new KeyringStore({
    host,
    async inProcess(request) {
      calls.push(`${request.action} in process`);
      await around.before?.(request);
      const answer = await callNative(request);
      await around.after?.(request);
      return answer;
    },
    inWorker(request, deadlineMs) {
      calls.push(`${request.action} in worker`);
      return callInWorker({ host, worker }, request, deadlineMs);
    },
    hasModule: async () => true,
  });
  return { store, calls };
}

function newReference(): string {
  return newSecretReference({ randomBytes });
}

async function failureOf(action: Promise<unknown>): Promise<K6pError> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof K6pError)) throw new Error(`it did not fail as it should: ${String(error)}`);
  expect(JSON.stringify([error.message, error.remedy, error.details, String(error.cause)])).not.toContain(TOKEN);
  return error;
}

/** How often the event loop came round while `action` went on. */
async function turnsDuring(action: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 10);
  await action();
  clearInterval(timer);
  return turns;
}

test("Without a D-Bus session the keyring is unavailable, and the file vault is offered", async () => {
  const { store, calls } = watchedStore({});
  expect(await store.readiness(150)).toMatchObject({ state: "absent" });
  expect(await store.read(newReference(), QUIET)).toMatchObject({ kind: "unavailable" });
  const failure = await failureOf(store.write(newReference(), new Secret(TOKEN), QUIET));
  expect(failure).toMatchObject({ code: "STORE_UNAVAILABLE", exitCode: 5 });
  expect(failure.remedy.join("\n")).toContain("export K6P_STORE=file");
  expect((await failureOf(store.remove(newReference(), QUIET))).code).toBe("STORE_UNAVAILABLE");
  expect(calls).toEqual([]);
});

test.skipIf(skip)("A session whose bus nobody provides a keyring on is unavailable", async () => {
  const session = await startKeyringSession("none");
  const { store, calls } = watchedStore(session.env);
  expect(await store.readiness(5_000)).toMatchObject({
    state: "absent",
    reason: expect.stringContaining("No keyring service is installed"),
  });
  expect(await store.read(newReference(), QUIET)).toMatchObject({ kind: "unavailable" });
  expect((await failureOf(store.write(newReference(), new Secret(TOKEN), QUIET))).code).toBe("STORE_UNAVAILABLE");
  expect(calls).toEqual([]);
  await session.close();
});

describe.skipIf(skip)("When the service hangs while it is started", () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyringSession("silent");
  });
  afterAll(() => session.close());

  test("nobody waits for it who was not asked to", async () => {
    const { store, calls } = watchedStore(session.env);
    expect(await store.readiness(5_000)).toMatchObject({ state: "not-started" });
    expect(await store.read(newReference(), QUIET)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("does not run"),
    });
    expect(calls).toEqual([]);
  });

  test("a person waits until the deadline, and the event loop goes on", async () => {
    const { store, calls } = watchedStore({ ...session.env, ...DISPLAY });
    const turns = await turnsDuring(async () => {
      expect(await store.read(newReference(), { deadlineMs: 400, interactive: true })).toMatchObject({
        kind: "timeout",
      });
    });
    expect(turns).toBeGreaterThan(5);
    expect(calls).toEqual([]);
  });
});

describe.skipIf(skip)("On a session with gnome-keyring", () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyringSession("gnome-keyring");
    // The native module asks the environment of the process itself, once.
    process.env["DBUS_SESSION_BUS_ADDRESS"] = session.env["DBUS_SESSION_BUS_ADDRESS"];
  });
  afterAll(() => session.close());

  describe("with a fresh service that has no collection", () => {
    beforeAll(() => session.start());

    test("reading is a failure and never looks like an absent token", async () => {
      const { store, calls } = watchedStore(session.env);
      expect(await store.readiness(5_000)).toMatchObject({ state: "no-collection" });
      expect(await store.read(newReference(), QUIET)).toMatchObject({
        kind: "unavailable",
        reason: expect.stringContaining("no default keyring"),
      });
      expect((await failureOf(store.remove(newReference(), QUIET))).code).toBe("STORE_UNAVAILABLE");
      expect(calls).toEqual([]);
    });

    test("writing is refused before the native module is asked", async () => {
      const { store, calls } = watchedStore({ ...session.env, ...DISPLAY });
      const failure = await failureOf(store.write(newReference(), new Secret(TOKEN), { ...QUIET, interactive: true }));
      expect(failure.code).toBe("STORE_UNAVAILABLE");
      expect(failure.remedy.join("\n")).toContain("gnome-keyring-daemon --replace --unlock");
      expect(calls).toEqual([]);
    });
  });

  describe("with an unlocked keyring", () => {
    beforeEach(() => session.startUnlocked());

    test("a token is read by one call in this process", async () => {
      const { store, calls } = watchedStore(session.env);
      const reference = newReference();
      await store.write(reference, new Secret(TOKEN), QUIET);
      calls.length = 0;
      expect((await store.read(reference, QUIET)).kind).toBe("found");
      expect(calls).toEqual(["get in process"]);
    });

    test("a call with less time than the native module may take is made where it can be ended", async () => {
      const { store, calls } = watchedStore(session.env);
      await store.read(newReference(), { deadlineMs: 1_500, interactive: false });
      expect(calls).toEqual(["get in worker"]);
    });

    test("a service that is stopped before the call is a timeout, without the native module", async () => {
      const { store, calls } = watchedStore(session.env);
      session.suspend();
      const turns = await turnsDuring(async () => {
        expect(await store.read(newReference(), QUIET)).toMatchObject({ kind: "timeout" });
      });
      session.resume();
      expect(turns).toBeGreaterThan(10);
      expect(calls).toEqual([]);
    });

    test("a service that is stopped just before the native call is a timeout, and not an absent token", async () => {
      const { store } = watchedStore(session.env, { before: () => session.suspend() });
      const started = performance.now();
      expect(await store.read(newReference(), QUIET)).toMatchObject({ kind: "timeout" });
      expect(performance.now() - started).toBeLessThan(8_000);
      session.resume();
    });

    test("a service that is killed between the writing and the reading back makes the writing fail, and loses nothing", async () => {
      const reference = newReference();
      const { store } = watchedStore(session.env, {
        after: ({ action }) => (action === "set" ? session.kill() : undefined),
      });
      const failure = await failureOf(store.write(reference, new Secret(TOKEN), QUIET));
      expect(failure).toMatchObject({
        code: "STORE_WRITE_FAILED",
        message: expect.stringContaining("could not be read back"),
      });
      await session.startUnlocked();
      const read = await watchedStore(session.env).store.read(reference, QUIET);
      expect(read.kind === "found" && read.secret.reveal()).toBe(TOKEN);
    });

    test("a token that another program replaces between the writing and the reading back makes the writing fail", async () => {
      const { store } = watchedStore(session.env, {
        after: ({ action, account }) =>
          action === "set" ? callNative({ action: "set", account, text: "of another" }) : undefined,
      });
      expect((await failureOf(store.write(newReference(), new Secret(TOKEN), QUIET))).code).toBe("STORE_WRITE_FAILED");
    });

    test("a token stays through a restart of the service that leaves the keyring locked", async () => {
      const reference = newReference();
      const { store } = watchedStore(session.env);
      await store.write(reference, new Secret(TOKEN), QUIET);
      await session.start();
      expect(await store.read(reference, QUIET)).toMatchObject({ kind: "locked" });
      expect((await failureOf(store.remove(reference, QUIET))).code).toBe("STORE_LOCKED");
      await session.startUnlocked();
      expect((await store.read(reference, QUIET)).kind).toBe("found");
    });

    test.skipIf(skipForeign)(
      "an item of another program under the same names is given out as what it is, for the envelope to refuse",
      async () => {
        const reference = newReference();
        storeForeignItem(session.env, ["service", "dev.k6p", "username", reference]);
        const read = await watchedStore(session.env).store.read(reference, QUIET);
        expect(read.kind === "found" && read.secret.reveal()).toBe("foreign");
      },
    );

    test.skipIf(skipForeign)("two items under the same names are corrupt, and neither is taken", async () => {
      const reference = newReference();
      const { store } = watchedStore(session.env);
      await store.write(reference, new Secret(TOKEN), QUIET);
      storeForeignItem(session.env, ["service", "dev.k6p", "username", reference, "more", "attributes"]);
      expect(await store.read(reference, QUIET)).toMatchObject({ kind: "corrupt" });
    });
  });

  test("a token in another keyring that is locked is locked, and no dialog holds this process", async () => {
    await session.startUnlocked();
    const reference = newReference();
    await watchedStore(session.env).store.write(reference, new Secret(TOKEN), QUIET);
    await session.kill();
    const keyrings = join(session.home, "data", "keyrings");
    renameSync(join(keyrings, "login.keyring"), join(keyrings, "other.keyring"));
    await session.startUnlocked();
    const { store, calls } = watchedStore(session.env);
    expect(await store.readiness(5_000)).toEqual({ state: "ready" });
    expect(await store.read(reference, QUIET)).toMatchObject({ kind: "locked" });
    expect((await failureOf(store.remove(reference, QUIET))).code).toBe("STORE_LOCKED");
    expect(calls).toEqual([]);
  });

  describe("with a locked keyring", () => {
    const reference = newReference();
    beforeAll(async () => {
      await session.startUnlocked();
      await watchedStore(session.env).store.write(reference, new Secret(TOKEN), QUIET);
      await session.start();
    });

    test("nobody is asked without a display, even when there is a person", async () => {
      const { store, calls } = watchedStore(session.env);
      expect(await store.readiness(5_000)).toMatchObject({ state: "locked" });
      expect(await store.read(newReference(), { ...QUIET, interactive: true })).toMatchObject({ kind: "locked" });
      const failure = await failureOf(store.write(newReference(), new Secret(TOKEN), { ...QUIET, interactive: true }));
      expect(failure.code).toBe("STORE_LOCKED");
      expect(calls).toEqual([]);
    });

    test("nobody is asked when there is no person, even with a display", async () => {
      const { store, calls } = watchedStore({ ...session.env, ...DISPLAY });
      expect(await store.read(newReference(), QUIET)).toMatchObject({ kind: "locked" });
      expect(calls).toEqual([]);
    });

    test("a dialog that nobody answers ends at our deadline, and the event loop goes on", async () => {
      const { store, calls } = watchedStore({ ...session.env, WAYLAND_DISPLAY: "wayland-0" });
      const turns = await turnsDuring(async () => {
        expect(await store.read(reference, { deadlineMs: 2_000, interactive: true })).toMatchObject({
          kind: "timeout",
        });
      });
      expect(turns).toBeGreaterThan(10);
      expect(calls).toEqual(["get in worker"]);
    });

    test("finding nothing proves nothing while it stays locked", async () => {
      const { store } = watchedStore({ ...session.env, ...DISPLAY });
      const call = { deadlineMs: 10_000, interactive: true };
      expect(await store.read(newReference(), call)).toMatchObject({ kind: "locked" });
      expect((await failureOf(store.remove(newReference(), call))).code).toBe("STORE_LOCKED");
    });
  });
});

function storeForeignItem(env: Environment, attributes: readonly string[]): void {
  execFileSync("secret-tool", ["store", "--label", "foreign", ...attributes], { env, input: "foreign" });
}
