import type { Engine } from "../../engine/engine.ts";
import { rescueLogin } from "./rescue-login.ts";

/** Removes the private files of shells and children that ended without removing them, saving a token that appeared in one. */
export async function sweepAbandoned(engine: Engine): Promise<void> {
  for (const config of engine.privateConfigs.abandoned()) {
    if (await rescueLogin(engine, config)) engine.privateConfigs.remove(config);
  }
}
