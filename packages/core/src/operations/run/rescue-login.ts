import type { AbandonedConfig } from "../../activation/private-configs.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import { keepingStore } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Environment } from "../../host/host.ts";
import { LARGEST_K6_CONFIG } from "../../k6-config/parse-k6-config.ts";
import { identityToKeep, readIdentity } from "../../k6-config/read-identity.ts";
import { rescueIdentity } from "../use/rescue-identity.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { Secret } from "../../secrets/secret.ts";
import { holdersOf } from "../active/profile-lookup.ts";

/**
 * Saves a token that `k6 cloud login` put into a private copy as a new profile. False if the copy must stay because its token could
 * not be saved. Never throws: the child's exit status takes precedence.
 */
export async function rescueLogin(
  engine: Parts<"host" | "tokens" | "notify" | "seenTokens"> & Needs<typeof holdersOf | typeof rescueIdentity>,
  config: AbandonedConfig,
  env: Environment,
): Promise<boolean> {
  try {
    const snapshot = engine.host.files.read(config.path, LARGEST_K6_CONFIG);
    if (snapshot === undefined) return true;
    const identity = identityToKeep(readIdentity(snapshot.bytes));
    const { token } = identity;
    const { marker } = config;
    if (token === undefined || isOfMarker(token, marker) || engine.seenTokens.has(token)) return true;
    if (holdersOf(engine, token).length > 0) return true;
    const profile = await rescueIdentity(engine, {
      identity: { ...identity, token },
      foundIn: config.path,
      env,
      recorded: marker === undefined ? undefined : keepingStore(engine.tokens.find(marker.profileId)),
    });
    engine.notify({
      level: "info",
      message: `k6 cloud login changed the token while the command ran. Saved the new token as profile ${profile.name}; the profile you ran the command with is unchanged.`,
      remedy: [`Use it: k6p use ${profile.name}`, `Rename it: k6p profile rename ${profile.name} NAME`],
    });
    return true;
  } catch (error) {
    const reason = error instanceof K6pError ? error.message : String(error);
    engine.notify({
      level: "warning",
      message: `Keeping ${config.path}: k6p could not save its token. ${reason}`,
      remedy: error instanceof K6pError ? error.remedy : [],
    });
    return false;
  }
}

/** Whether it is the token that k6p itself put into the copy. */
function isOfMarker(token: Secret, marker: AbandonedConfig["marker"]): boolean {
  return marker !== undefined && tokenFingerprint(token, marker.profileId) === marker.fingerprint;
}
