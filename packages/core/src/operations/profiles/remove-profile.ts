import { isTokenOf } from "../../credentials/recognise-token.ts";
import { isKept, type KeptToken, type TokenRecord } from "../../credentials/token-record.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { readIdentity } from "../../k6-config/read-identity.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import { readK6Config, userK6Config } from "../active/k6-config-file.ts";
import { editableProfile } from "../catalog/editable-profile.ts";
import { pickProfile } from "../select/pick-profile.ts";
import { requireUnprotected } from "../catalog/require-unprotected.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";
import { loginNamed } from "../catalog/team-logins.ts";
import { storeById } from "../../secrets/store-by-id.ts";

export interface RemoveRequest {
  /** The person at the terminal is asked when there is no name. */
  readonly name?: string | undefined;
  /** Do not ask whether it is meant. */
  readonly yes: boolean;
  /** Remove the token alone: the profile stays, and so does what others have of it. */
  readonly tokenOnly?: boolean | undefined;
  /** Also remove a protected profile, or one whose token cannot be removed from its store. */
  readonly force: boolean;
}

export interface RemovedProfile {
  readonly profile: Profile;
  readonly tokenRemoved: boolean;
  /** Places that still hold the token, in words. */
  readonly copiesLeft: readonly string[];
}

/**
 * Removes a profile and its token, or its token alone, after a question, and says what still holds a copy of the token. Throws `TEAM_PROFILE`
 * for the profile of a team, of which only the token is the user's.
 */
export async function removeProfile(
  engine: Parts<"ownProfiles" | "teamLogins" | "tokens" | "privateConfigs"> &
    Needs<typeof profileToRemove | typeof removeToken>,
  request: RemoveRequest,
): Promise<RemovedProfile> {
  const { yes, force, tokenOnly = false } = request;
  const profile = await profileToRemove(engine, request);
  if (!tokenOnly) requireUnprotected(profile, { force, action: "removed" });
  const record = engine.tokens.find(profile.id);
  if (tokenOnly && record === undefined) throw nothingToRemove(profile);
  if (!yes) await confirmRemoval(engine, { profile, tokenOnly }, record);
  const copiesLeft = record === undefined ? [] : await copiesOf(engine, record);
  const tokenRemoved =
    record !== undefined && isKept(record) && (await removeToken(engine, { profile, record, force }));
  engine.tokens.remove(profile.id);
  engine.privateConfigs.forget(profile.id);
  engine.teamLogins.forget(profile.id);
  if (!tokenOnly) engine.ownProfiles.remove(profile.name);
  return { profile, tokenRemoved, copiesLeft };
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
    message: `No token is stored for profile ${name}, so there is none to remove.`,
    remedy: [`Look at it: k6p profile show ${name}`],
    details: { profile: name },
  });
}

async function pickToRemove(engine: Needs<typeof pickProfile>): Promise<Profile> {
  const picked = await pickProfile(engine, "Which profile is to be removed?");
  if (picked !== undefined) return picked;
  throw new K6pError("PROFILE_NOT_CHOSEN", {
    message: "No profile was named to be removed.",
    remedy: ["Name it: k6p profile remove NAME", "See all of them: k6p profile list"],
  });
}

async function confirmRemoval(
  engine: Parts<"ask">,
  { profile: { name, stackUrl }, tokenOnly }: { readonly profile: Profile; readonly tokenOnly: boolean },
  record: TokenRecord | undefined,
): Promise<void> {
  const isReferred = record !== undefined && !isKept(record);
  if (engine.ask === undefined) {
    throw new K6pError("CONFIRMATION_NEEDED", {
      message: `Removing ${tokenOnly ? "the token of " : ""}profile ${name}${isReferred || tokenOnly ? " needs a yes" : " also removes its token"}, and there is no terminal to ask on.`,
      remedy: [`If it is meant: k6p profile remove ${name}${tokenOnly ? " --token-only" : ""} --yes`],
      details: { profile: name },
    });
  }
  const what = isReferred || tokenOnly ? "" : " and its token";
  const question = `Remove ${tokenOnly ? "only the token of " : ""}profile ${name}${stackUrl === undefined ? "" : ` (${stackUrl})`}${what}?`;
  if (await engine.ask.confirm(question, { default: false })) return;
  throw new K6pError("CANCELLED", {
    message: `${tokenOnly ? "The token of profile" : "Profile"} ${name} was not removed.`,
    details: { profile: name },
  });
}

interface TokenToRemove {
  readonly profile: Profile;
  readonly record: KeptToken;
  readonly force: boolean;
}

async function removeToken(
  engine: Parts<"stores" | "ask" | "notify">,
  { profile, record, force }: TokenToRemove,
): Promise<boolean> {
  const store = storeById(engine, record.store);
  try {
    return (await store.remove(record.reference, writeCall(engine, store.id))) === "removed";
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    if (!force) {
      throw new K6pError(error.code, {
        message: `The token of profile ${profile.name} could not be removed from ${store.title}, so the profile stays: ${error.message}`,
        remedy: [...error.remedy, `Or leave the token there: k6p profile remove ${profile.name} --force`],
        details: { ...error.details, profile: profile.name },
        cause: error,
      });
    }
    engine.notify({
      level: "warning",
      message: `The token of profile ${profile.name} stays in ${store.title}: ${error.message}`,
    });
    return false;
  }
}

async function copiesOf(engine: Parts<"host" | "privateConfigs">, record: TokenRecord): Promise<readonly string[]> {
  const source = isKept(record) ? [] : [`the place where k6p only read it: ${describeReference(record)}`];
  return [...source, ...(await copiesInK6Config(engine, record))];
}

async function copiesInK6Config(
  engine: Parts<"host" | "privateConfigs">,
  record: TokenRecord,
): Promise<readonly string[]> {
  const file = userK6Config(engine, undefined);
  try {
    const bytes = await readK6Config(engine, file);
    const token = readIdentity(bytes, file.path).identity.token;
    const held = token !== undefined && isTokenOf(record, token);
    return held ? [`${file.path} (k6's own file; k6p profile clear removes it there)`] : [];
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return [`perhaps ${file.path}, which cannot be read`];
  }
}
