import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { canRunKeyring, startKeyringSession } from "../../../testing/gnome-keyring.ts";
import { skipUnless } from "../../../testing/real-parts.ts";
import { Secret } from "../../secret.ts";
import { announceWait } from "./announce-wait.ts";
import { createKeyringStore } from "./create-keyring-store.ts";
import type { KeyringStore } from "./keyring-store.ts";

describe("A wait for the keyring", () => {
  const after = (milliseconds: number): Promise<string> =>
    new Promise((resolve) => setTimeout(() => resolve("done"), milliseconds));

  test("is told once it takes more than a second, and not after its end", async () => {
    const told: string[] = [];
    const wait = { deadlineMs: 60_000, onWait: (message: string) => told.push(message) };
    expect(await announceWait(after(10), wait)).toBe("done");
    expect(await announceWait(after(1_300), wait)).toBe("done");
    expect(told).toEqual(["Waiting for the system keyring to be unlocked (60 s at most) …"]);
  });

  test("that fails tells its failure", async () => {
    const failing = Promise.reject(new Error("it is gone"));
    await expect(announceWait(failing, { deadlineMs: 60_000, onWait: undefined })).rejects.toThrow("it is gone");
  });
});

const skip = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");
const worker = fileURLToPath(new URL("keyring-worker.ts", import.meta.url));

test.skipIf(skip)(
  "A person is told of the dialog that a locked keyring shows, and not where none can appear",
  async () => {
    const session = await startKeyringSession("gnome-keyring");
    try {
      await session.startUnlocked();
      const told: string[] = [];
      const storeOn = (display: string) => {
        const host = createNodeHost({ env: { ...session.env, DISPLAY: display }, platform: "linux" });
        return createKeyringStore(host, { worker, onWait: (message) => told.push(message) });
      };
      await session.start();
      const write = (store: KeyringStore): Promise<void> =>
        store.write("a".repeat(26), new Secret("a secret"), { deadlineMs: 3_000, interactive: true });
      await expect(write(storeOn(""))).rejects.toMatchObject({ code: "STORE_LOCKED" });
      expect(told).toEqual([]);
      await expect(write(storeOn(":0"))).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
      expect(told).toEqual([
        expect.stringMatching(/^Waiting for the system keyring to be unlocked \([23] s at most\) …$/),
      ]);
    } finally {
      await session.close();
    }
  },
);
