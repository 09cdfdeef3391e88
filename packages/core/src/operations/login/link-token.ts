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

/** Where to read the token from. */
export type TokenPlace =
  | ExternalSource
  | {
      readonly from: "recipe";
      /** Name of the recipe. */
      readonly recipe: string;
      /** What the recipe looks up, in its own format. */
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
  /** Whether the profile already had a token. */
  readonly replaced: boolean;
}

/**
 * Makes a profile read its token from a place outside k6p. Reads that place once and checks the token like an entered one; a token
 * that k6p keeps for the profile is removed last. Throws what `readExternalToken` and `completeProfile` throw, without any change.
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
  const previous = await engine.tokens.replace(profile.id, record);
  await removePreviousToken(engine, profile, previous);
  await saveCompleted(engine, profile, completed);
  return {
    profile: completed,
    origin: originOf(engine, completed),
    record,
    file: engine.profiles.fileOf(completed),
    replaced: previous !== undefined,
  };
}

function sourceOf(place: TokenPlace): ExternalSource {
  if (place.from !== "recipe") return place;
  const { recipe, where } = place;
  return { from: "command", recipe, ...recipeCommand(recipe, where) };
}
