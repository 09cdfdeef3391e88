import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { canRunKeyring, type KeyringSession, startKeyringSession } from "../../../testing/gnome-keyring.ts";
import { skipUnless } from "../../../testing/real-parts.ts";
import { type SecretServiceState, secretServiceState, startSecretService } from "./secret-service.ts";

const skip = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to ask");
const PATIENT_MS = 5_000;

function stateIn(env: KeyringSession["env"], deadlineMs = PATIENT_MS): Promise<SecretServiceState> {
  return secretServiceState(createNodeHost({ env, platform: "linux" }), { deadlineMs });
}

describe.skipIf(skip)("On a session with gnome-keyring", () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyringSession("gnome-keyring");
  });
  afterAll(() => session.close());

  test("a service that is installed but does not run is told, and not started by the question", async () => {
    expect(await stateIn(session.env)).toEqual({ kind: "not-started" });
    expect(await stateIn(session.env)).toEqual({ kind: "not-started" });
  });

  test("a fresh service has no collection", async () => {
    await session.start();
    expect(await stateIn(session.env)).toEqual({ kind: "no-collection" });
  });

  test("an unlocked keyring is ready", async () => {
    await session.startUnlocked();
    expect(await stateIn(session.env)).toEqual({ kind: "ready" });
  });

  test("the next address is tried when the first one is dead", async () => {
    const addresses = `unix:path=/nonexistent/bus;${session.env["DBUS_SESSION_BUS_ADDRESS"]}`;
    expect(await stateIn({ ...session.env, DBUS_SESSION_BUS_ADDRESS: addresses })).toEqual({ kind: "ready" });
  });

  test("a locked keyring is told at once, and no dialog is asked for", async () => {
    await session.start();
    expect(await stateIn(session.env)).toEqual({ kind: "locked" });
  });

  test("a stopped service is slow, and the event loop goes on meanwhile", async () => {
    session.suspend();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    expect(await stateIn(session.env, 1_000)).toEqual({ kind: "slow", silent: "service" });
    clearInterval(timer);
    session.resume();
    expect(turns).toBeGreaterThan(3);
    expect(await stateIn(session.env)).toEqual({ kind: "locked" });
  });

  test("a service that was killed can be started again, for a person who waits", async () => {
    await session.kill();
    expect(
      await startSecretService(createNodeHost({ env: session.env, platform: "linux" }), { deadlineMs: PATIENT_MS }),
    ).toEqual({
      kind: "locked",
    });
  });
});

describe.skipIf(skip)("On a session whose service never comes up", () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await startKeyringSession("silent");
  });
  afterAll(() => session.close());

  test("the question does not wait for it", async () => {
    expect(await stateIn(session.env)).toEqual({ kind: "not-started" });
  });

  test("starting it ends at the deadline", async () => {
    const host = createNodeHost({ env: session.env, platform: "linux" });
    expect(await startSecretService(host, { deadlineMs: 300 })).toEqual({ kind: "slow", silent: "service" });
  });
});

test.skipIf(skip)("A session without any keyring service has no provider", async () => {
  const session = await startKeyringSession("none");
  expect(await stateIn(session.env)).toEqual({ kind: "no-provider" });
  await session.close();
});

test("A session without a bus is told without any waiting", async () => {
  expect(await stateIn({})).toMatchObject({ kind: "no-bus" });
  const left = "unix:path=/nonexistent/bus";
  expect(await stateIn({ DBUS_SESSION_BUS_ADDRESS: left })).toMatchObject({
    kind: "no-bus",
    reason: expect.stringContaining("ENOENT"),
  });
});

test.runIf(process.platform !== "win32")("A bus that accepts and says nothing is slow", async () => {
  const folder = mkdtempSync(join(tmpdir(), "k6p-bus-"));
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(join(folder, "bus"), resolve));
  expect(await stateIn({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, "bus")}` }, 150)).toEqual({
    kind: "slow",
    silent: "bus",
  });
  server.close();
  rmSync(folder, { recursive: true });
});
