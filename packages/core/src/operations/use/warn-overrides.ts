import { HOST_VARIABLES } from "../../credentials/destination.ts";
import type { Environment } from "../../host/host.ts";
import type { Identity } from "../../k6-config/identity.ts";
import { overrideWarnings } from "../../k6-config/override-warnings.ts";
import type { Parts } from "../../engine/engine.ts";

interface Activated {
  /** The environment that k6 runs in. */
  readonly env: Environment;
  readonly identity: Identity;
  /** The configuration that k6 reads. */
  readonly config: Uint8Array | undefined;
}

/**
 * Warns about everything that makes k6 use something other than the identity. Hosts from the environment are ignored: the token is
 * bound to them.
 */
export function warnOverrides(engine: Parts<"notify">, { env, identity, config }: Activated): void {
  const others = Object.fromEntries(Object.entries(env).filter(([name]) => !HOST_VARIABLES.includes(name)));
  for (const message of overrideWarnings(others, identity, config)) engine.notify({ level: "warning", message });
}
