import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createNodeHost } from "../../../host/node/node-host.ts";
import {
  canRunKeyring,
  KEYRING_PASSWORD,
  type KeyringSession,
  startKeyringSession,
} from "../../../testing/gnome-keyring.ts";
import { skipUnless } from "../../../testing/real-parts.ts";
import { linuxVerdict } from "./linux-verdict.ts";
import { type SecretServiceState, secretServiceState } from "./secret-service.ts";

const STATES: readonly SecretServiceState[] = [
  { kind: "locked" },
  { kind: "no-collection" },
  { kind: "not-started" },
  { kind: "no-provider" },
  { kind: "no-bus", reason: "Neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set." },
  { kind: "refused", reason: "org.freedesktop.DBus.Error.AccessDenied" },
  { kind: "slow", silent: "bus" },
  { kind: "slow", silent: "service" },
];

test("Every state but ready has a reason and a remedy of its own", () => {
  expect(linuxVerdict({ kind: "ready" })).toBeUndefined();
  const verdicts = STATES.map((state) => linuxVerdict(state));
  expect(new Set(verdicts.map((verdict) => verdict?.reason)).size).toBe(STATES.length);
  for (const verdict of verdicts) expect(verdict?.remedy).not.toEqual([]);
});

describe.skipIf(skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to try the remedies on"))(
  "The remedies work",
  () => {
    let session: KeyringSession;
    beforeAll(async () => {
      session = await startKeyringSession("gnome-keyring");
    });
    afterAll(() => session.close());

    const state = (): Promise<SecretServiceState> =>
      secretServiceState(createNodeHost({ env: session.env, platform: "linux" }), { deadlineMs: 5_000 });

    /** Does as the remedy says that names the program, and types the password. */
    async function follow(program: string): Promise<void> {
      const line =
        linuxVerdict(await state())?.remedy.find((candidate) => candidate.includes(program)) ?? "no such remedy";
      execFileSync("sh", ["-c", line.slice(line.indexOf(": ") + 2)], {
        env: session.env,
        input: `${KEYRING_PASSWORD}\n`,
        stdio: ["pipe", "ignore", "ignore"],
      });
    }

    /** The service takes its name only after the command has ended. */
    function expectReady(): Promise<void> {
      return vi.waitFor(async () => expect(await state()).toEqual({ kind: "ready" }), { timeout: 10_000 });
    }

    test("a service that does not run is started", async () => {
      await session.kill();
      expect(await state()).toEqual({ kind: "not-started" });
      await follow("dbus-send");
      expect(await state()).toEqual({ kind: "no-collection" });
    });

    test("a service without a keyring gets one", async () => {
      await session.start();
      expect(await state()).toEqual({ kind: "no-collection" });
      await follow("gnome-keyring-daemon");
      await expectReady();
    });

    test("a locked keyring is unlocked", async () => {
      await session.start();
      expect(await state()).toEqual({ kind: "locked" });
      await follow("gnome-keyring-daemon");
      await expectReady();
    });

    test("a service that does not run is started with its keyring unlocked", async () => {
      await session.kill();
      await follow("gnome-keyring-daemon");
      await expectReady();
    });
  },
);
