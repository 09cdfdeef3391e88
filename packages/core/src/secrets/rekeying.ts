import type { StoreCall } from "./store-call.ts";
import type { Secret } from "./secret.ts";

/**
 * How a store keeps the key to its secrets:
 * - `plain`: in a file that only the user may read
 * - `passphrase`: in a file wrapped by a passphrase
 * - `keyring`: in the system keyring
 */
export type KeyKeeping = "plain" | "passphrase" | "keyring";

export interface RekeyRequest {
  /** How to keep the new key; undefined means like the previous one. */
  readonly keeping: KeyKeeping | undefined;
  /** Checks whether rekeying would succeed, and changes nothing. */
  readonly dryRun: boolean;
  readonly call: StoreCall;
  /** Asks for the passphrase that will wrap the new key. */
  newPassphrase(): Promise<Secret>;
}

export type RekeyResult =
  | {
      readonly kind: "rekeyed";
      /** Undefined when there was no key yet. */
      readonly previous: KeyKeeping | undefined;
      readonly keeping: KeyKeeping;
      /** Number of secrets that the new key decrypts. */
      readonly secrets: number;
      /** Places of what is left of the previous key and could not be removed. */
      readonly leftovers: readonly string[];
    }
  /** The current key does not decrypt these, so nothing was changed. */
  | { readonly kind: "unreadable"; readonly secrets: readonly UnreadableSecret[] };

export interface UnreadableSecret {
  readonly reference: string;
  readonly path: string;
  /** The reason, as a whole sentence that names the path. */
  readonly reason: string;
}
