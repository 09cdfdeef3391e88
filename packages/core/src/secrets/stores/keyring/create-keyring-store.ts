import type { Host } from "../../../host/host.ts";
import { callInWorker } from "./call-in-worker.ts";
import { callNative, loadNativeModule } from "./call-native.ts";
import { KeyringStore } from "./keyring-store.ts";

/** The keyring of this machine; `worker` is the path of the program built from `keyring-worker.ts`. */
export function createKeyringStore(host: Host, worker: string | undefined): KeyringStore {
  return new KeyringStore({
    host,
    inProcess: callNative,
    inWorker: (request, deadlineMs) => callInWorker({ host, worker }, request, deadlineMs),
    hasModule: async () => (await loadNativeModule()) !== undefined,
  });
}
