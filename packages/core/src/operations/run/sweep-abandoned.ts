import type { Environment } from "../../host/host.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { rescueLogin } from "./rescue-login.ts";

/** Removes private files that shells and children left when they ended, after saving any new token in them. */
export async function sweepAbandoned(
  engine: Parts<"privateConfigs"> & Needs<typeof rescueLogin>,
  env: Environment,
): Promise<void> {
  for (const config of engine.privateConfigs.abandoned()) {
    if (await rescueLogin(engine, config, env)) engine.privateConfigs.remove(config);
  }
}
