import { effectiveIdentity } from "../k6-config/effective-identity.ts";
import type { Identity } from "../k6-config/identity.ts";
import type { K6ConfigLocation } from "../k6-config/locate-k6-config.ts";
import type { Engine } from "./engine.ts";
import { k6ConfigHere, readK6Config } from "./k6-config-file.ts";

/** What k6, started here and now, would take from its file and the environment. */
export interface EffectiveIdentityHere {
  /** The file that k6 would read; a private copy of k6p in a shell that uses `k6p env`. */
  readonly file: K6ConfigLocation;
  readonly identity: Identity;
  /** A project that overrides the one of scripts or the default. */
  readonly projectId: number | undefined;
  /** Variables of the environment that take part in the identity. */
  readonly variables: readonly string[];
}

/** Throws `K6_CONFIG_*` when k6 could not read its file or the environment. */
export async function readEffectiveIdentity(engine: Engine): Promise<EffectiveIdentityHere> {
  throw new Error(`to be written ${typeof effectiveIdentity} ${typeof k6ConfigHere} ${typeof readK6Config} ${typeof engine}`);
}
