import { isKept, type KeptToken, type TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { requireYes } from "../../engine/confirm.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { markOf } from "../../credentials/recognise-token.ts";
import { editableProfile, requireUnprotected } from "../catalog/editable-profile.ts";
import { pickProfile } from "../select/pick-profile.ts";
import { findCopies } from "./find-copies.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";
import { loginNamed } from "../catalog/team-logins.ts";
import { storeById } from "../../secrets/store-by-id.ts";

export interface RemoveRequest {
  /** Asks at the terminal if absent. */
  readonly name?: string | undefined;
  /** Do not ask for confirmation. */
  readonly yes: boolean;
  /** Remove only the token: the profile stays. */
  readonly tokenOnly?: boolean | undefined;
  /** Remove the profile even if it is protected or its token cannot be removed from the store. */
  readonly force: boolean;
}

export interface RemovedProfile {
  readonly profile: Profile;
  readonly tokenRemoved: boolean;
  /** Places that still contain the token, as text. */
  readonly copiesLeft: readonly string[];
}

/**
 * Asks, then removes a profile and its token, or only its token. The result lists remaining copies of the token. Throws `TEAM_PROFILE`
 * for a team profile unless `tokenOnly` is set.
 */
export async function removeProfile(
  engine: Parts<"ownProfiles" | "teamLogins" | "tokens" | "privateConfigs" | "seenTokens" | "notify"> &
    Needs<typeof profileToRemove | typeof removeToken | typeof findCopies>,
  request: RemoveRequest,
): Promise<RemovedProfile> {
  const { yes, force, tokenOnly = false } = request;
  const profile = await profileToRemove(engine, request);
  if (!tokenOnly) requireUnprotected(profile, { force, action: "removed" });
  const record = engine.tokens.find(profile.id);
  if (tokenOnly && record === undefined) throw nothingToRemove(profile);
  if (!yes) await confirmRemoval(engine, { profile, tokenOnly, force }, record);
  const copiesLeft = record === undefined ? [] : await findCopies(engine, { profile, record });
  const sharing = tokenOnly ? undefined : sharedWith(engine, profile);
  if (sharing !== undefined) return removeShared(engine, profile, sharing);
  engine.tokens.remove(profile.id);
  const tokenRemoved =
    record !== undefined && isKept(record) && (await removeToken(engine, { profile, record, force }));
  if (record !== undefined)
    await engine.seenTokens.rememberRemoved(profile.id, [markOf(record), ...(record.previous ?? [])]);
  engine.privateConfigs.forget(profile.id);
  engine.teamLogins.forget(profile.id);
  if (!tokenOnly) engine.ownProfiles.remove(profile.name);
  return { profile, tokenRemoved, copiesLeft };
}

/** Another profile with the same id, as a file that was copied by hand makes one: the token is that one's as well. */
function sharedWith({ ownProfiles }: Parts<"ownProfiles">, { id, name }: Profile): Profile | undefined {
  return ownProfiles.list().profiles.find((other) => other.id === id && other.name !== name);
}

function removeShared(
  { ownProfiles, notify }: Parts<"ownProfiles" | "notify">,
  profile: Profile,
  sharing: Profile,
): RemovedProfile {
  ownProfiles.remove(profile.name);
  notify({
    level: "info",
    message: `Profile ${sharing.name} has the same ID as ${profile.name} had, so its token stays.`,
  });
  return { profile, tokenRemoved: false, copiesLeft: [] };
}

async function profileToRemove(
  engine: Parts<"profiles"> & Needs<typeof pickToRemove>,
  { name, tokenOnly }: RemoveRequest,
): Promise<Profile> {
  const named = name ?? (await pickToRemove(engine)).name;
  if (tokenOnly !== true) return editableProfile(engine, named, "removed");
  return (await engine.profiles.find(named)) ?? loginNamed(engine, named) ?? engine.profiles.get(named);
}

function nothingToRemove({ name }: Profile): K6pError {
  return new K6pError("TOKEN_MISSING", {
    message: `Nothing to remove: no token is stored for profile ${name}.`,
    remedy: [`See the profile: k6p profile show ${name}`],
    details: { profile: name },
  });
}

async function pickToRemove(engine: Needs<typeof pickProfile>): Promise<Profile> {
  const picked = await pickProfile(engine, "Which profile do you want to remove?");
  if (picked !== undefined) return picked;
  throw new K6pError("PROFILE_NOT_CHOSEN", {
    message: "No profile given.",
    remedy: ["Name one: k6p profile remove NAME", "List your profiles: k6p profile list"],
  });
}

interface Removal {
  readonly profile: Profile;
  readonly tokenOnly: boolean;
  readonly force: boolean;
}

async function confirmRemoval(
  engine: Parts<"ask">,
  { profile: { name, stackUrl }, tokenOnly, force }: Removal,
  record: TokenRecord | undefined,
): Promise<void> {
  const isReferred = record !== undefined && !isKept(record);
  const what = isReferred || tokenOnly ? "" : " and its token";
  await requireYes(engine, {
    action: `Removing ${tokenOnly ? "the token of " : ""}profile ${name}${what}`,
    question: `Remove ${tokenOnly ? "only the token of " : ""}profile ${name}${stackUrl === undefined ? "" : ` (${stackUrl})`}${what}?`,
    command: `k6p profile remove ${name}${tokenOnly ? " --token-only" : ""}${force ? " --force" : ""}`,
    declined: `${tokenOnly ? "The token of profile" : "Profile"} ${name} was not removed.`,
    details: { profile: name },
  });
}

interface TokenToRemove {
  readonly profile: Profile;
  readonly record: KeptToken;
  readonly force: boolean;
}

async function removeToken(
  engine: Parts<"stores" | "ask" | "notify" | "tokens">,
  { profile, record, force }: TokenToRemove,
): Promise<boolean> {
  const store = storeById(engine, record.store);
  try {
    return (await store.remove(record.reference, writeCall(engine, store.id))) === "removed";
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    if (!force) {
      await engine.tokens.replace(profile.id, record);
      throw new K6pError(error.code, {
        message: `Profile ${profile.name} was not removed: its token could not be removed from ${store.title}. ${error.message}`,
        remedy: [
          ...error.remedy,
          `Or remove the profile and leave the token there: k6p profile remove ${profile.name} --force`,
        ],
        details: { ...error.details, profile: profile.name },
        cause: error,
      });
    }
    engine.notify({
      level: "warning",
      message: `The token of profile ${profile.name} is still in ${store.title}: ${error.message}`,
    });
    return false;
  }
}
