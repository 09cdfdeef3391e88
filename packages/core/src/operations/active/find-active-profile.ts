import type { RememberedProfile } from "../../activation/activations.ts";
import { isTokenOf, wasTokenOf } from "../../credentials/recognise-token.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Identity, IdentityKey } from "../../k6-config/identity.ts";
import { identityDifferences } from "../../k6-config/identity-differences.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { identityOf } from "../tokens/obtain-credentials.ts";
import { loginProfile, teamLoginProfiles } from "../catalog/team-logins.ts";
import { type EffectiveIdentityHere, readEffectiveIdentity } from "./read-effective-identity.ts";

/** Which profile k6 would use if you ran it here now. */
export type ActiveProfile = EffectiveIdentityHere &
  (
    | { readonly kind: "active"; readonly profile: Profile }
    /** The token is the profile's, but other values of the identity are not. */
    | { readonly kind: "changed"; readonly profile: Profile; readonly differences: readonly IdentityKey[] }
    /** k6 has a token that no profile has; `previous` is the profile that k6p last wrote. */
    | { readonly kind: "foreign"; readonly previous: Profile | undefined }
    | { readonly kind: "none" }
  );

/** Compares what k6 would use with the profiles. Opens no secret store. Throws `K6_CONFIG_*` if k6 could not read its file. */
export async function findActiveProfile(
  engine: Parts<"activations"> & Needs<typeof findMatch | typeof readEffectiveIdentity>,
): Promise<ActiveProfile> {
  const here = await readEffectiveIdentity(engine);
  const { token } = here.identity;
  if (token === undefined) return { ...here, kind: "none" };
  const remembered = engine.activations.recall(here.file.path).current;
  const match = findMatch(engine, { identity: here.identity, token, remembered });
  if (match === undefined) return { ...here, kind: "foreign", previous: rememberedProfile(engine, remembered) };
  const differences = identityDifferences(here.identity, identityOf(match, token));
  if (here.projectId !== undefined) differences.push("projectID");
  return differences.length === 0
    ? { ...here, kind: "active", profile: match }
    : { ...here, kind: "changed", profile: match, differences };
}

/** Id of the active profile; undefined if there is none, or if k6 could not read its file, which `report` gets as an error. */
export async function activeProfileId(
  engine: Needs<typeof findActiveProfile>,
  report: (error: K6pError) => void = () => undefined,
): Promise<string | undefined> {
  try {
    const active = await findActiveProfile(engine);
    return active.kind === "active" ? active.profile.id : undefined;
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    report(error);
    return undefined;
  }
}

interface Wanted {
  readonly identity: Identity;
  readonly token: Secret;
  readonly remembered: RememberedProfile | undefined;
}

/** Of the profiles with the token, the one that differs least; the one k6p wrote last wins a tie. */
function findMatch(engine: Needs<typeof holdersOf>, { identity, token, remembered }: Wanted): Profile | undefined {
  const faults = (profile: Profile): number => identityDifferences(identity, identityOf(profile, token)).length;
  // The usual case comes first, so its cost does not grow with the number of profiles.
  const likely = rememberedProfile(engine, remembered);
  if (likely !== undefined && holderTest(engine, token)(likely) && faults(likely) === 0) return likely;
  const score = (profile: Profile): number => faults(profile) * 2 - (profile.id === remembered?.id ? 1 : 0);
  return holdersOf(engine, token).toSorted((one, other) => score(one) - score(other))[0];
}

/** The profiles that have this token, recognized by its fingerprint. */
export function holdersOf(
  engine: Needs<typeof profilesEverywhere | typeof holderTest>,
  token: Secret,
): readonly Profile[] {
  const holds = holderTest(engine, token);
  return profilesEverywhere(engine).filter(holds);
}

/** Whether a profile has this token, or had it before its current one; the one that `file` remembers is asked first. */
export function isKnown(
  engine: Parts<"tokens" | "seenTokens" | "activations"> & Needs<typeof profilesEverywhere>,
  token: Secret,
  file: K6ConfigLocation,
): boolean {
  if (engine.seenTokens.has(token)) return true;
  const isOf = ({ id }: Profile): boolean => {
    const record = engine.tokens.find(id);
    return record !== undefined && (isTokenOf(record, token) || wasTokenOf(record, token));
  };
  const likely = rememberedProfile(engine, engine.activations.recall(file.path).current);
  return (likely !== undefined && isOf(likely)) || profilesEverywhere(engine).some(isOf);
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

/** The remembered profile, whatever its name is now. */
function rememberedProfile(
  engine: Parts<"ownProfiles" | "profiles" | "teamLogins">,
  remembered: RememberedProfile | undefined,
): Profile | undefined {
  if (remembered === undefined) return undefined;
  const { ownProfiles, teamLogins } = engine;
  const login = teamLogins.find(remembered.id);
  if (login !== undefined) return loginProfile(engine, login);
  return ownProfiles.withId(remembered.id, remembered.name);
}

/** The user's own profiles and the team profiles that had a token on this machine, in any working folder. */
function profilesEverywhere(engine: Parts<"ownProfiles" | "profiles" | "teamLogins">): readonly Profile[] {
  return [...engine.ownProfiles.list().profiles, ...teamLoginProfiles(engine)];
}
