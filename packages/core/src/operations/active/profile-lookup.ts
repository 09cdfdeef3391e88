import type { RememberedProfile } from "../../activation/activations.ts";
import { isTokenOf, wasTokenOf } from "../../credentials/recognise-token.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { OutlookProfile } from "../../outlook/outlook.ts";
import type { ProfileLookup } from "../../outlook/outlook-sources.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { loginProfile, teamLoginProfiles } from "../catalog/team-logins.ts";
import { identityOf } from "../tokens/obtain-credentials.ts";

/** A profile of an outlook, with all of it. */
export interface FoundProfile extends OutlookProfile {
  readonly whole: Profile;
}

/** Recognises profiles by what k6 uses. Opens no secret store; `path` is the file whose last profile is the likeliest. */
export function profileLookup(
  engine: Parts<"activations" | "tokens"> & Needs<typeof holdersOf | typeof rememberedProfile>,
  path: string,
): ProfileLookup<FoundProfile> {
  return {
    likely(token) {
      const profile = rememberedProfile(engine, engine.activations.recall(path).current);
      return profile !== undefined && holderTest(engine, token)(profile) ? asFound(engine, profile) : undefined;
    },
    holders: (token) => holdersOf(engine, token).map((profile) => asFound(engine, profile)),
    all: () => profilesEverywhere(engine).map((profile) => asFound(engine, profile)),
  };
}

/** A profile as an outlook sees it. */
export function asFound({ tokens }: Parts<"tokens">, profile: Profile): FoundProfile {
  const { id, name } = profile;
  return {
    id,
    name,
    protected: profile.protected !== false,
    identity: identityOf(profile, undefined),
    boundTo: tokens.find(id)?.destination,
    whole: profile,
  };
}

/** The profiles that have this token, recognised by its fingerprint. */
export function holdersOf(
  engine: Needs<typeof profilesEverywhere | typeof holderTest>,
  token: Secret,
): readonly Profile[] {
  const holds = holderTest(engine, token);
  return profilesEverywhere(engine).filter(holds);
}

/** Whether a profile has this token, or had it before its current one; the one that was last used in the file is asked first. */
export function isKnown(
  engine: Parts<"tokens" | "seenTokens" | "activations"> & Needs<typeof profilesEverywhere>,
  token: Secret,
  file: { readonly path: string },
): boolean {
  if (engine.seenTokens.has(token)) return true;
  const isOf = ({ id }: Profile): boolean => {
    const record = engine.tokens.find(id);
    return record !== undefined && (isTokenOf(record, token) || wasTokenOf(record, token));
  };
  const likely = rememberedProfile(engine, engine.activations.recall(file.path).current);
  return (likely !== undefined && isOf(likely)) || profilesEverywhere(engine).some(isOf);
}

/** The remembered profile, whatever its name is now. */
export function rememberedProfile(
  engine: Parts<"ownProfiles" | "profiles" | "teamLogins">,
  remembered: RememberedProfile | undefined,
): Profile | undefined {
  if (remembered === undefined) return undefined;
  const { ownProfiles, teamLogins } = engine;
  const login = teamLogins.find(remembered.id);
  if (login !== undefined) return loginProfile(engine, login);
  return ownProfiles.withId(remembered.id, remembered.name);
}

/** Tests whether a profile has this token: its recorded one, or one it has used since without a record. */
function holderTest(engine: Parts<"tokens" | "seenTokens">, token: Secret): (profile: Profile) => boolean {
  const seen = engine.seenTokens.holders(token);
  return ({ id }) => {
    const record = engine.tokens.find(id);
    if (record === undefined) return seen.has(id);
    return isTokenOf(record, token) || (seen.get(id) ?? "") > record.enteredAt;
  };
}

/** The user's own profiles and the team profiles that had a token on this machine, in any working folder. */
export function profilesEverywhere(engine: Parts<"ownProfiles" | "profiles" | "teamLogins">): readonly Profile[] {
  return [...engine.ownProfiles.list().profiles, ...teamLoginProfiles(engine)];
}
