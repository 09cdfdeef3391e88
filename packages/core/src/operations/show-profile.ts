import { type Destination, destinationOf } from "../credentials/destination.ts";
import { chooseProfile, type ChosenProfile } from "./choose-profile.ts";
import { describeProfile, type ProfileDescription } from "./describe-profile.ts";
import type { Engine } from "./engine.ts";
import type { Secret } from "../secrets/secret.ts";
import { obtainCredentials } from "./obtain-credentials.ts";

export interface ShowRequest {
  readonly name?: string | undefined;
  /** Also read the token from its store. */
  readonly withToken: boolean;
}

export interface ShownProfile extends ChosenProfile, ProfileDescription {
  /** Where k6 would send the token now. */
  readonly destination: Destination;
  readonly secret: Secret | undefined;
}

/** Everything about one profile. Opens its secret store only when the token is asked for. */
export async function showProfile(engine: Engine, { name, withToken }: ShowRequest): Promise<ShownProfile> {
  const chosen = await chooseProfile(engine, name);
  const secret = withToken ? (await obtainCredentials(engine, chosen.profile)).identity.token : undefined;
  const destination = destinationOf(chosen.profile, engine.host.env);
  return { ...chosen, ...describeProfile(engine, chosen.profile), destination, secret };
}
