import type { Engine } from "../../engine/engine.ts";
import { rescueLogin } from "./rescue-login.ts";

/** Removes private files that shells and children left when they ended, after saving any new token in them. */
export async function sweepAbandoned(engine: Engine): Promise<void> {
  for (const config of engine.privateConfigs.abandoned()) {
    if (await rescueLogin(engine, config)) engine.privateConfigs.remove(config);
  }
}
