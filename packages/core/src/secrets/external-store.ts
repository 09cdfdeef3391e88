import type { ExternalReference } from "./external-reference.ts";
import type { ExternalStoreId, ReadResult } from "./secret-store.ts";
import type { StoreCall } from "./store-call.ts";

/** Where the user says the token is. */
export type ExternalSource =
  | {
      readonly from: "command";
      /** Program and arguments. */
      readonly words: readonly string[];
      readonly recipe?: string | undefined;
      readonly firstLine?: boolean | undefined;
      readonly field?: string | undefined;
    }
  | { readonly from: "env"; readonly variable: string }
  | { readonly from: "plain-file"; readonly path: string };

/** The places that k6p only reads. They hold bare tokens, so the record that refers to a token binds it. */
export interface ExternalStores {
  /**
   * Makes a reference that means the same from every folder. Reads and runs nothing. Throws `USAGE`, `COMMAND_NOT_FOUND`,
   * `COMMAND_NOT_EXECUTABLE` or `PROGRAM_UNSAFE`.
   */
  resolve(source: ExternalSource): ExternalReference;
  /** Runs the command, or reads the variable or file, again for each call. */
  read(reference: ExternalReference, call: StoreCall): Promise<ReadResult>;
}

/** Titles for lists. */
export const EXTERNAL_STORE_TITLES: Readonly<Record<ExternalStoreId, string>> = {
  command: "what a command prints",
  env: "an environment variable",
  "plain-file": "a file that another program writes",
};
