import { destinationDifferences, destinationOf } from "../../credentials/destination.ts";
import { isKept } from "../../credentials/token-record.ts";
import { newProfileId } from "../../profiles/profile-id.ts";
import type { Profile } from "../../profiles/profile.ts";
import { describeProfile, type ProfileDescription } from "../tokens/describe-profile.ts";
import { applyChanges, type ProfileChanges } from "./edit-profile.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import { projectOfProfile } from "../projects/project-of-profile.ts";
import { requireTrusted } from "../catalog/require-trusted.ts";
import { storeById } from "../../secrets/store-by-id.ts";
import { storeToken } from "../tokens/store-token.ts";

export interface CopyRequest extends Omit<ProfileChanges, "project"> {
  readonly from: string;
  readonly to: string;
  /** ID or name. */
  readonly project?: number | string | undefined;
}

/**
 * Creates a profile from another one, with changes. Also copies the token (or the reference to it) if stack and hosts are the same.
 */
export async function copyProfile(
  engine: Parts<"host" | "ownProfiles" | "profiles" | "notify"> & Needs<typeof copyWithToken | typeof projectOfProfile>,
  { from, to, project, ...settings }: CopyRequest,
): Promise<ProfileDescription> {
  const original = await engine.profiles.get(from);
  requireTrusted(engine, original);
  engine.ownProfiles.requireFree(to);
  const changes = { ...settings, project: await projectOfProfile(engine, original, project) };
  const newIdentity = {
    name: to,
    id: newProfileId(engine.host),
    createdAt: engine.host.clock.now().toISOString(),
  };
  const copy: Profile = { ...applyChanges(original, changes), ...newIdentity };
  if (!(await copyWithToken(engine, original, copy))) {
    await engine.ownProfiles.create(copy);
    engine.notify({
      level: "info",
      message: `Profile ${to} has no token yet.`,
      remedy: [`Enter one: k6p login ${to}`],
    });
  }
  return describeProfile(engine, copy);
}

/** False, and nothing done, when the copy cannot have the token of the original. */
async function copyWithToken(
  engine: Parts<"host" | "tokens" | "ownProfiles"> & Needs<typeof obtainCredentials | typeof storeToken>,
  original: Profile,
  copy: Profile,
): Promise<boolean> {
  const record = engine.tokens.find(original.id);
  const destination = destinationOf(copy, engine.host.env);
  if (record === undefined || destinationDifferences(record.destination, destination).length > 0) return false;
  if (!isKept(record)) {
    await engine.ownProfiles.create(copy);
    await engine.tokens.replace(copy.id, record);
    return true;
  }
  const { identity } = await obtainCredentials(engine, original);
  const store = storeById(engine, record.store);
  await storeToken(engine, copy, {
    token: identity.token,
    store,
    destination,
    verified: record.verifiedAt !== undefined,
    makeProfile: () => engine.ownProfiles.create(copy),
  });
  return true;
}
