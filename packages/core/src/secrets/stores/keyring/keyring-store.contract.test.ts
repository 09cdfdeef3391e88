import { fileURLToPath } from "node:url";
import { createNodeHost } from "../../../host/node/node-host.ts";
import { canRunKeyring, startKeyringSession } from "../../../testing/gnome-keyring.ts";
import { skipUnless } from "../../../testing/real-parts.ts";
import { describeSecretStore } from "../../../testing/secret-store-contract.ts";
import { createKeyringStore } from "./create-keyring-store.ts";

const skip = skipUnless(canRunKeyring, "no dbus-daemon and gnome-keyring-daemon to keep secrets in");
const worker = fileURLToPath(new URL("keyring-worker.ts", import.meta.url));

describeSecretStore(
  "gnome-keyring",
  async () => {
    const session = await startKeyringSession("gnome-keyring");
    await session.startUnlocked();
    // The native module asks the environment of the process itself.
    process.env["DBUS_SESSION_BUS_ADDRESS"] = session.env["DBUS_SESSION_BUS_ADDRESS"];
    const host = createNodeHost({ env: session.env, platform: "linux" });
    return {
      store: createKeyringStore(host, { worker }),
      reopened: createKeyringStore(host, { worker }),
      close: () => session.close(),
    };
  },
  { skip },
);
