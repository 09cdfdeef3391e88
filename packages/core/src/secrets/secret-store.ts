import type { RekeyRequest, RekeyResult } from "./rekeying.ts";
import type { Secret } from "./secret.ts";
import type { StoreCall } from "./store-call.ts";

/** The stores in which k6p keeps tokens. */
export type SecretStoreId = "keyring" | "file";

/** The places that other programs keep and k6p only reads. */
export type ExternalStoreId = "command" | "env" | "plain-file";

export type StoreId = SecretStoreId | ExternalStoreId;

/** The state of a store, found without side effects, prompts or starting a service. */
export type StoreReadiness =
  | { readonly state: "ready" }
  | {
      /**
       * - `locked`: it exists and must be unlocked first
       * - `no-collection`: a keyring service runs but has no keyring to write to
       * - `not-started`: its service is installed but does not run
       * - `absent`: nothing on this machine provides it
       * - `slow`: it did not answer within the deadline
       * - `unsafe`: its files are open to other users
       * - `broken`: its files cannot be used, or some are missing
       */
      readonly state: "locked" | "no-collection" | "not-started" | "absent" | "slow" | "unsafe" | "broken";
      /** The reason, one or two whole sentences. */
      readonly reason: string;
      /** What the user can do, one line each. */
      readonly remedy: readonly string[];
    };

/** Why a store is not ready. */
export type Unreadiness = Exclude<StoreReadiness, { readonly state: "ready" }>;

export type ReadResult =
  | { readonly kind: "found"; readonly secret: Secret }
  /** The store answered and holds nothing under this reference. Never the result of a failure. */
  | { readonly kind: "absent" }
  | StoreFailure;

/** Why a store cannot complete a call. */
export interface StoreFailure {
  /**
   * - `locked`: it must be unlocked first, and was not
   * - `unavailable`: it cannot be reached or used now
   * - `timeout`: it did not answer within the deadline
   * - `corrupt`: what it holds under this reference cannot be read
   * - `mismatch`: what it holds under this reference was stored under another one
   */
  readonly kind: "locked" | "unavailable" | "timeout" | "corrupt" | "mismatch";
  /** The reason, one or two whole sentences, without any part of the secret. */
  readonly reason: string;
  /** What the user can do, one line each. */
  readonly remedy: readonly string[];
}

/** What every store keeps at most, in bytes of UTF-8: the least of them, the Windows Credential Manager, takes 1280 UTF-16 units. */
export const LARGEST_SECRET = 1200;

export interface StoreCapabilities {
  readonly writable: boolean;
  /** Largest text that the store keeps, in bytes of UTF-8; longer ones are refused alike on every system. */
  readonly maxBytes: number;
}

/**
 * A place for secrets. A reference is an id made by `newSecretReference` (26 characters of `a-z2-7`): it names nothing and is
 * never reused. Stores keep the text as given; what it means (the envelope that binds a token) is not their concern.
 * Only `write` and `remove` change anything, and both throw `K6pError` (`STORE_*`). Every method throws `UNEXPECTED` for any
 * other text: that is a bug of the caller.
 */
export interface SecretStore {
  readonly id: SecretStoreId;
  /** Name for messages, such as `the system keyring (Secret Service)`. */
  readonly title: string;
  readonly capabilities: StoreCapabilities;
  /** Decides within `deadlineMs`; never asks, starts, creates or unlocks anything. */
  readiness(deadlineMs: number): Promise<StoreReadiness>;
  read(reference: string, call: StoreCall): Promise<ReadResult>;
  /** Stores the text and reads it back; throws `STORE_WRITE_FAILED` when it differs. */
  write(reference: string, secret: Secret, call: StoreCall): Promise<void>;
  remove(reference: string, call: StoreCall): Promise<"removed" | "absent">;
  /** Gives the store a new key and encrypts every secret again; only stores with their own key have this. Throws `STORE_*` or `FILE_*`. */
  rekey?(request: RekeyRequest): Promise<RekeyResult>;
}
