import { editIdentity } from "./edit-identity.ts";
import type { Identity } from "./identity.ts";

export interface DerivedConfigOptions {
  /** False for a copy that is used together with `K6_CLOUD_TOKEN`. */
  readonly withToken?: boolean;
  /** Names the base in messages. */
  readonly file?: string;
}

/**
 * The bytes of a private copy of a configuration file (undefined: of none) that holds this identity and everything else of its
 * base. Throws as `editIdentity` does.
 */
export function deriveConfig(
  base: Uint8Array | undefined,
  identity: Identity,
  { withToken = true, file }: DerivedConfigOptions = {},
): Uint8Array {
  return editIdentity(base, withToken ? identity : { ...identity, token: undefined }, file).bytes;
}
