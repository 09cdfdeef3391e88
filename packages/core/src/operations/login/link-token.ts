import { destinationOf } from "../../credentials/destination.ts";
import { tokenFingerprint } from "../../credentials/token-fingerprint.ts";
import type { ReferredToken } from "../../credentials/token-record.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { ExternalSource } from "../../secrets/external-store.ts";
import { recipeCommand } from "../../secrets/recipes/recipe-command.ts";
import { newSecretReference } from "../../secrets/secret-reference.ts";
import { warnForeignHost } from "./warn-foreign-host.ts";
import { completeProfile, requireStackIdWhenUnverified, saveCompleted } from "./complete-profile.ts";
import { originOf, type ProfileOrigin } from "../tokens/describe-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { readExternalToken } from "../tokens/read-external-token.ts";
import { removePreviousToken } from "../tokens/remove-previous-token.ts";

/** Where the user says that the token is. */
export type TokenPlace =
  | ExternalSource
  | {
      readonly from: "recipe";
      /** Name of a recipe. */
      readonly recipe: string;
      /** What the recipe is to find, in its own form. */
      readonly where: string;
    };

export interface LinkRequest {
  readonly name: string;
  readonly place: TokenPlace;
  readonly verify: boolean;
}

export interface LinkedProfile {
  readonly profile: Profile;
  readonly origin: ProfileOrigin;
  readonly record: ReferredToken;
  readonly file: string;
  /** Whether the profile had a token before. */
  readonly replaced: boolean;
}

/**
 * Lets a profile read its token elsewhere from now on. The place is read once and its token checked like one that is entered; a token
 * that k6p kept for the profile goes last. Throws what `readReferredToken` and `completeProfile` throw, and nothing has changed then.
 */
export async function linkToken(
  engine: Parts<"host" | "profiles" | "tokens" | "externalStores"> &
    Needs<typeof removePreviousToken | typeof saveCompleted | typeof completeProfile>,
  { name, place, verify }: LinkRequest,
): Promise<LinkedProfile> {
  const profile = await engine.profiles.get(name);
  requireTrusted(engine, profile);
  requireStackIdWhenUnverified(engine, profile, verify);
  const reference = engine.externalStores.resolve(sourceOf(place));
  warnForeignHost(engine, profile);
  const token = await readExternalToken(engine, profile, reference);
  const offlineCommand = `k6p store refer ${profile.name} --no-verify …`;
  const completed = await completeProfile(engine, profile, { token, verify, offlineCommand });
  const salt = newSecretReference(engine.host);
  const now = engine.host.clock.now().toISOString();
  const record: ReferredToken = {
    ...reference,
    salt,
    fingerprint: tokenFingerprint(token, salt),
    destination: destinationOf(completed, engine.host.env),
    enteredAt: now,
    ...(verify ? { verifiedAt: now } : {}),
  };
  const former = await engine.tokens.replace(profile.id, record);
  await removePreviousToken(engine, profile, former);
  await saveCompleted(engine, profile, completed);
  return {
    profile: completed,
    origin: originOf(engine, completed),
    record,
    file: engine.profiles.fileOf(completed),
    replaced: former !== undefined,
  };
}

function sourceOf(place: TokenPlace): ExternalSource {
  if (place.from !== "recipe") return place;
  const { recipe, where } = place;
  return { from: "command", recipe, ...recipeCommand(recipe, where) };
}
