import { HOST_VARIABLES } from "../../credentials/destination.ts";
import type { Environment } from "../../host/host.ts";
import type { Identity } from "../../k6-config/identity.ts";
import { overrideWarnings } from "../../k6-config/override-warnings.ts";
import type { Engine } from "../../engine/engine.ts";

interface Activated {
  /** The environment that k6 will see. */
  readonly env: Environment;
  readonly identity: Identity;
  /** The configuration that k6 will read. */
  readonly config: Uint8Array | undefined;
}

/**
 * Warns of everything that will make k6 use something else than the identity. Hosts of the environment are left out: the token is bound
 * to them.
 */
export function warnOverrides(engine: Engine, { env, identity, config }: Activated): void {
  const others = Object.fromEntries(Object.entries(env).filter(([name]) => !HOST_VARIABLES.includes(name)));
  for (const message of overrideWarnings(others, identity, config)) engine.notify({ level: "warning", message });
}
