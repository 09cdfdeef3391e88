import { destinationOf } from "../../credentials/destination.ts";
import { newProfileId } from "../../profiles/profile-id.ts";
import { checkProfile } from "../../profiles/profile-file.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { SecretStore } from "../../secrets/secret-store.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { checkFoundToken, type FoundTokenCheck } from "../login/check-found-token.ts";
import { storeToken } from "../tokens/store-token.ts";
import type { Draft } from "./complete-draft.ts";

/**
 * - `imported`: the profile is there; `check` says what Grafana Cloud said about its token, absent for a definition without one
 * - `rejected`: Grafana Cloud does not accept the token, so nothing was saved
 * - `incomplete`: the stack ID is not known, and Grafana Cloud did not say it
 */
export type SavedDraft =
  | { readonly outcome: "imported"; readonly profile: Profile; readonly check: FoundTokenCheck | undefined }
  | { readonly outcome: "rejected" | "incomplete"; readonly reason: string };

interface Saving {
  readonly draft: Draft;
  /** Where the token goes; undefined only if the draft has none. */
  readonly store: SecretStore | undefined;
  readonly verify: boolean;
}

/** Checks the token of a draft, completes the draft by the answer, and saves both. */
export async function saveDraft(
  engine: Parts<"host" | "ownProfiles"> & Needs<typeof checkFoundToken | typeof storeToken>,
  { draft, store, verify }: Saving,
): Promise<SavedDraft> {
  const { name, settings, token } = draft;
  const profile: Profile = {
    name,
    id: newProfileId(engine.host),
    createdAt: engine.host.clock.now().toISOString(),
    ...settings,
  };
  checkProfile(profile);
  if (token === undefined || store === undefined) {
    await engine.ownProfiles.create(profile);
    return { outcome: "imported", profile, check: undefined };
  }
  const check: FoundTokenCheck = verify
    ? await checkFoundToken(engine, { profile, token })
    : { verdict: "unverified", reason: "you passed --no-verify" };
  if (check.verdict === "rejected") return { outcome: "rejected", reason: check.reason };
  const completed = completedBy(profile, check);
  if (completed.stackUrl !== undefined && completed.stackId === undefined)
    return { outcome: "incomplete", reason: `the stack ID is missing, and k6p could not look it up` };
  const destination = destinationOf(completed, engine.host.env);
  await storeToken(engine, completed, {
    token,
    store,
    destination,
    verified: check.verdict === "valid",
    makeProfile: () => engine.ownProfiles.create(completed),
  });
  return { outcome: "imported", profile: completed, check };
}

function completedBy(profile: Profile, check: FoundTokenCheck): Profile {
  if (check.verdict !== "valid") return profile;
  const { stackId, defaultProjectId } = check;
  return { ...profile, stackId, defaultProjectId: profile.defaultProjectId ?? defaultProjectId };
}
