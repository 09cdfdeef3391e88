import type { Host } from "../../../host/host.ts";
import { announceWait } from "./announce-wait.ts";
import { callInWorker } from "./call-in-worker.ts";
import { callNative, loadNativeModule } from "./call-native.ts";
import { KeyringStore } from "./keyring-store.ts";

export interface KeyringOptions {
  /** Path of the program built from `keyring-worker.ts`. */
  readonly worker: string | undefined;
  /** Told when a call takes long because the keyring may be asking the person. */
  readonly onWait?: ((message: string) => void) | undefined;
}

/** The keyring of this machine. */
export function createKeyringStore(host: Host, { worker, onWait }: KeyringOptions): KeyringStore {
  return new KeyringStore({
    host,
    inProcess: callNative,
    inWorker: (request, deadlineMs) =>
      announceWait(callInWorker({ host, worker }, request, deadlineMs), { deadlineMs, onWait }),
    hasModule: async () => (await loadNativeModule()) !== undefined,
  });
}
