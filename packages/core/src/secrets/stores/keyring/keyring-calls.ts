/** Name of everything that k6p keeps in the keyring. */
export const KEYRING_SERVICE = "dev.k6p";

/** What the native module calls the item of an account on the Secret Service. */
export function itemNames(account: string): Readonly<Record<string, string>> {
  return { service: KEYRING_SERVICE, username: account };
}

/** One step that the native module does. */
export type KeyringRequest =
  | { readonly action: "get" | "delete"; readonly account: string }
  | { readonly action: "set"; readonly account: string; readonly text: string };

/** What became of it. */
export type KeyringAnswer =
  /** The step was done; `present` tells whether there was (for `set`: is) an item, `text` what `get` found in it. */
  | { readonly kind: "done"; readonly present: boolean; readonly text?: string }
  /** The native module reported a failure. */
  | { readonly kind: "failed"; readonly message: string }
  /** There is no native module for this system. */
  | { readonly kind: "no-module" }
  /** The call was ended at its deadline. */
  | { readonly kind: "timeout" };

export type KeyringTrouble = Exclude<KeyringAnswer, { readonly kind: "done" }>;

/** Does one step with the keyring by its native module. Never rejects. */
export type KeyringCall = (request: KeyringRequest, deadlineMs: number) => Promise<KeyringAnswer>;
