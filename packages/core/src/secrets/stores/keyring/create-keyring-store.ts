import type { Host } from "../../../host/host.ts";
import { noticeWait } from "../../../host/notice-wait.ts";
import { callInWorker } from "./call-in-worker.ts";
import { callNative, loadNativeModule } from "./call-native.ts";
import { KeyringStore } from "./keyring-store.ts";

export interface KeyringOptions {
  /** Path of the program built from `keyring-worker.ts`. */
  readonly worker: string | undefined;
  /** Called with a notice when a call takes long because the keyring may be asking the user. */
  readonly onWait?: ((message: string) => void) | undefined;
}

/** The keyring of this machine. */
export function createKeyringStore(host: Host, { worker, onWait }: KeyringOptions): KeyringStore {
  return new KeyringStore({
    host,
    inProcess: callNative,
    inWorker: (request, deadlineMs) =>
      noticeWait(callInWorker({ host, worker }, request, deadlineMs), () => onWait?.(waitNotice(deadlineMs))),
    hasModule: async () => (await loadNativeModule()) !== undefined,
  });
}

function waitNotice(deadlineMs: number): string {
  return `Waiting for you to unlock the system keyring (at most ${Math.ceil(deadlineMs / 1000)} seconds) …`;
}
