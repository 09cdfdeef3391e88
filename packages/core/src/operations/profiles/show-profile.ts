import { type Destination, destinationOf } from "../../credentials/destination.ts";
import { chooseProfile, type ChosenProfile } from "../select/choose-profile.ts";
import { describeProfile, type ProfileDescription } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import type { Secret } from "../../secrets/secret.ts";
import { warnShadowed } from "./warn-shadowed.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { isTrusted } from "../catalog/require-trusted.ts";
import { valueSources } from "./value-sources.ts";

export interface ShowRequest {
  readonly name?: string | undefined;
  /** Whether to also read the token from its store. */
  readonly withToken: boolean;
}

export interface ShownProfile extends ChosenProfile, ProfileDescription {
  /** Where k6 would send the token now. */
  readonly destination: Destination;
  readonly secret: Secret | undefined;
  readonly sources: ReturnType<typeof valueSources>;
  /** Whether the user must trust the team file before using the profile. */
  readonly untrusted: boolean;
}

/** Everything about one profile. Opens its secret store only if `withToken` is set. */
export async function showProfile(
  engine: Parts<"host" | "profiles"> & Needs<typeof obtainCredentials | typeof chooseProfile>,
  { name, withToken }: ShowRequest,
): Promise<ShownProfile> {
  const chosen = await chooseProfile(engine, name);
  const secret = withToken ? (await obtainCredentials(engine, chosen.profile)).identity.token : undefined;
  const { profile } = chosen;
  if (engine.profiles.teamProfile(profile.id) === undefined) await warnShadowed(engine, profile.name);
  return {
    ...chosen,
    ...describeProfile(engine, profile),
    destination: destinationOf(profile, engine.host.env),
    secret,
    sources: valueSources(engine, profile),
    untrusted: !isTrusted(engine, profile),
  };
}
