import type { StoreCall } from "./store-call.ts";
import type { Secret } from "./secret.ts";

/**
 * How a store keeps the key to its secrets:
 * - `plain`: in a file that only the user may read
 * - `passphrase`: in a file that a passphrase wraps
 * - `keyring`: in the system keyring
 */
export type KeyKeeping = "plain" | "passphrase" | "keyring";

export interface RekeyRequest {
  /** How the new key is to be kept; as the former one when undefined. */
  readonly keeping: KeyKeeping | undefined;
  /** Looks whether everything would go well, and changes nothing. */
  readonly dryRun: boolean;
  readonly call: StoreCall;
  /** Asks for the passphrase that is to wrap the new key. */
  newPassphrase(): Promise<Secret>;
}

export type RekeyResult =
  | {
      readonly kind: "rekeyed";
      /** Undefined when there was no key yet. */
      readonly former: KeyKeeping | undefined;
      readonly keeping: KeyKeeping;
      /** How many secrets the new key opens. */
      readonly secrets: number;
      /** Where something of the former key is that could not be removed. */
      readonly leftovers: readonly string[];
    }
  /** The present key does not open these, so nothing was changed. */
  | { readonly kind: "unreadable"; readonly secrets: readonly UnreadableSecret[] };

export interface UnreadableSecret {
  readonly reference: string;
  readonly path: string;
  /** What is the matter, a whole sentence that names the path. */
  readonly reason: string;
}
