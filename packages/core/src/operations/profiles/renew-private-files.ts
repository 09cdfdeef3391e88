import { isTokenOf } from "../../credentials/recognise-token.ts";
import type { TokenRecord } from "../../credentials/token-record.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { editIdentity } from "../../k6-config/edit-identity.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import { editK6Config } from "../active/k6-config-file.ts";
import { identityOf } from "../tokens/obtain-credentials.ts";

export interface NewTokenOfProfile {
  readonly profile: Profile;
  /** The record of the token to replace. */
  readonly previous: TokenRecord;
  readonly token: Secret;
}

/**
 * Gives the private files of running shells and commands the new token of their profile, where they have the previous one. Returns their
 * paths; warns of a file that cannot be written.
 */
export async function renewPrivateFiles(
  engine: Parts<"privateConfigs" | "notify"> & Needs<typeof editK6Config>,
  { profile, previous, token }: NewTokenOfProfile,
): Promise<readonly string[]> {
  const renewed: string[] = [];
  for (const { path, marker } of engine.privateConfigs.inUse()) {
    if (marker.profileId !== profile.id) continue;
    const location: K6ConfigLocation = { path, source: "K6_CONFIG", k6NeedsFile: true };
    try {
      const { outcome } = await editK6Config(engine, location, (current) => {
        if (current === undefined) return undefined;
        const present = readIdentity(current.bytes, path).identity.token;
        const isPrevious = present !== undefined && isTokenOf(previous, present);
        return isPrevious ? editIdentity(current.bytes, identityOf(profile, token), path).bytes : undefined;
      });
      if (outcome === "written") renewed.push(path);
    } catch (error) {
      if (!(error instanceof K6pError)) throw error;
      engine.notify({
        level: "warning",
        message: `A running shell or command still has the previous token of profile ${profile.name}: ${error.message}`,
        remedy: [...error.remedy, "End it, or start it again."],
      });
    }
  }
  return renewed;
}
