import type * as Keyring from "@napi-rs/keyring";
import { KEYRING_SERVICE, type KeyringAnswer, type KeyringRequest } from "./keyring-calls.ts";

/** Without it the module falls back to the kernel's keyring, which forgets everything within days. */
const OPTIONS = { linux: { store: "secret-service" } } as const;

/**
 * Does one step in this process, which blocks meanwhile: libdbus waits 2 seconds for a service that does not answer, macOS as
 * long as its dialog is open. Never rejects.
 */
export async function callNative(request: KeyringRequest): Promise<KeyringAnswer> {
  const module = await loadNativeModule();
  if (module === undefined) return { kind: "no-module" };
  try {
    return perform(new module.Entry(KEYRING_SERVICE, request.account, OPTIONS), request);
  } catch (error) {
    return { kind: "failed", message: messageOf(error) };
  }
}

/** The native module; undefined when it is not installed for this system. */
export async function loadNativeModule(): Promise<typeof Keyring | undefined> {
  try {
    return await import("@napi-rs/keyring");
  } catch {
    return undefined;
  }
}

function perform(entry: Keyring.Entry, request: KeyringRequest): KeyringAnswer {
  switch (request.action) {
    case "get": {
      const text = entry.getPassword();
      return text === null ? { kind: "done", present: false } : { kind: "done", present: true, text };
    }
    case "set":
      entry.setPassword(request.text);
      return { kind: "done", present: true };
    case "delete":
      return { kind: "done", present: entry.deleteCredential() };
  }
}

/** The module reports some failures only in the cause, and others twice. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : "";
  return error.message.includes(cause) ? error.message : `${error.message} (${cause})`;
}
