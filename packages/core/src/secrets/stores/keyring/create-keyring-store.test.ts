import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { canRunKeyring, startKeyringSession } from "../../../testing/gnome-keyring.ts";
import { skipUnless } from "../../../testing/real-parts.ts";
import { Secret } from "../../secret.ts";
import { createKeyringStore } from "./create-keyring-store.ts";
import type { KeyringStore } from "./keyring-store.ts";

const skip = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");
const worker = fileURLToPath(new URL("keyring-worker.ts", import.meta.url));

test.skipIf(skip)(
  "A locked keyring that shows a dialog is noticed, and one that cannot show any is an error",
  async () => {
    const session = await startKeyringSession("gnome-keyring");
    try {
      await session.startUnlocked();
      const notices: string[] = [];
      const storeOn = (display: string) => {
        const host = createNodeHost({ env: { ...session.env, DISPLAY: display }, platform: "linux" });
        return createKeyringStore(host, { worker, onWait: (message) => notices.push(message) });
      };
      await session.start();
      const write = (store: KeyringStore): Promise<void> =>
        store.write("a".repeat(26), new Secret("a secret"), { deadlineMs: 3_000, interactive: true });
      await expect(write(storeOn(""))).rejects.toMatchObject({ code: "STORE_LOCKED" });
      expect(notices).toEqual([]);
      await expect(write(storeOn(":0"))).rejects.toMatchObject({ code: "STORE_TIMEOUT" });
      expect(notices).toEqual([
        expect.stringMatching(/^Waiting for you to unlock the system keyring \(at most [23] seconds\) …$/),
      ]);
    } finally {
      await session.close();
    }
  },
);
