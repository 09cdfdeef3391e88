import type { AbandonedConfig } from "../../activation/private-configs.ts";
import { systemErrorCode } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Environment } from "../../host/host.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { rescueLogin } from "./rescue-login.ts";

/**
 * Removes a private copy, after saving any new token in it. Never throws: warns of one that stays, which the next command tries again.
 */
export async function discardConfig(
  engine: Parts<"privateConfigs" | "notify"> & Needs<typeof rescueLogin>,
  config: AbandonedConfig,
  env: Environment,
): Promise<void> {
  if (!(await rescueLogin(engine, config, env))) return;
  try {
    engine.privateConfigs.remove(config);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    engine.notify({
      level: "warning",
      message: `Could not remove ${config.directory} (${code}), which contains a token. The next k6p command tries again.`,
      remedy: [`rm -r ${quotedPath(config.directory)}`],
    });
  }
}
