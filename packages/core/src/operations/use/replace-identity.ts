import { K6pError } from "../../errors/k6p-error.ts";
import { editIdentity } from "../../k6-config/edit-identity.ts";
import type { Identity, IdentityKey } from "../../k6-config/identity.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import { readIdentity, readOptionIdentities } from "../../k6-config/read-identity.ts";
import type { RemovedLeftover } from "../../k6-config/removed-leftovers.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { SecretStoreId } from "../../secrets/secret-store.ts";
import { rescueIdentity } from "./rescue-identity.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { isKnown } from "../active/profile-lookup.ts";
import { editK6Config, readK6Config } from "../active/k6-config-file.ts";

export interface Replacement {
  readonly file: K6ConfigLocation;
  /** What the file contains afterwards; an empty identity clears it. */
  readonly identity: Identity;
  readonly dryRun: boolean;
  /** The store for a token that must be saved first, if no other store is ready. */
  readonly recorded?: SecretStoreId | undefined;
}

export interface Replaced {
  /** `unchanged`: the file already contained exactly this identity and was not touched. */
  readonly outcome: "created" | "written" | "unchanged" | "would-create" | "would-write";
  readonly changed: readonly IdentityKey[];
  /** Values of another identity that were removed from the file; never a token. */
  readonly removed: readonly RemovedLeftover[];
  /** The new profile with the token from the file, if no profile had that token. */
  readonly rescued: Profile | undefined;
  /** Whether the mode of the file let other users read it before; never on a system without modes. */
  readonly wasOpen: boolean;
}

/** The file's token changed between the first look and the edit: k6 wrote to the file. */
class TokenChanged extends Error {}

/**
 * Replaces the identity in a configuration file. If no profile has or had the token in the file, that token is first saved as a
 * new profile; if that fails, nothing is written.
 */
export async function replaceIdentity(
  engine: Needs<typeof rescueToken | typeof write>,
  request: Replacement,
): Promise<Replaced> {
  const { file, identity } = request;
  let rescued: Profile | undefined;
  for (let attempts = 5; attempts > 0; attempts--) {
    const bytes = await readK6Config(engine, file);
    const preview = editIdentity(bytes, identity, file.path);
    const seen = identitiesIn(bytes, file);
    if (request.dryRun)
      return { ...summary(preview), rescued, wasOpen: false, outcome: plannedOutcome(bytes, preview.bytes) };
    for (const found of seen) rescued = (await rescueToken(engine, request, found)) ?? rescued;
    try {
      return { ...(await write(engine, request, seen)), rescued };
    } catch (error) {
      if (!(error instanceof TokenChanged)) throw error;
    }
  }
  throw new K6pError("FILE_CHANGED", {
    message: `${file.path} kept changing while k6p was editing it. Nothing was written.`,
    remedy: ["Wait until no other program writes to it, then try again."],
    details: { file: file.path },
  });
}

async function write(
  engine: Parts<"host" | "lockDirectory"> & Needs<typeof isKnown>,
  { file, identity }: Replacement,
  seen: readonly FoundIdentity[],
): Promise<Omit<Replaced, "rescued">> {
  let edit = editIdentity(undefined, identity);
  const hasModes = engine.host.platform !== "win32";
  const { outcome, previousMode } = await editK6Config(engine, file, (current) => {
    const now = identitiesIn(current?.bytes, file);
    if (!now.every(({ token }) => isIn(seen, token) || isSafe(engine, identity, { token, file })))
      throw new TokenChanged();
    edit = editIdentity(current?.bytes, identity, file.path);
    return edit.bytes;
  });
  return { ...summary(edit), outcome, wasOpen: hasModes && previousMode !== undefined && (previousMode & 0o077) !== 0 };
}

type FoundIdentity = Identity & { readonly token: Secret };

/** Everything with a token in a file: where k6 keeps its own, and in the options `cloud` and `ext.loadimpact`. */
function identitiesIn(bytes: Uint8Array | undefined, file: K6ConfigLocation): readonly FoundIdentity[] {
  const { identity } = readIdentity(bytes, file.path);
  return [identity, ...readOptionIdentities(bytes, file.path)].flatMap(({ token, ...rest }) =>
    token === undefined ? [] : [{ ...rest, token }],
  );
}

function isIn(identities: readonly FoundIdentity[], token: Secret): boolean {
  return identities.some((identity) => identity.token.equals(token));
}

/** Whether replacing a token loses nothing: it is the new one, or a profile has or had it. Another k6p may just have written it. */
function isSafe(
  engine: Needs<typeof isKnown>,
  identity: Identity,
  { token, file }: { readonly token: Secret; readonly file: K6ConfigLocation },
): boolean {
  return identity.token?.equals(token) === true || isKnown(engine, token, file);
}

function summary({
  changed,
  removedLeftovers,
}: ReturnType<typeof editIdentity>): Pick<Replaced, "changed" | "removed"> {
  return { changed, removed: removedLeftovers };
}

function plannedOutcome(before: Uint8Array | undefined, after: Uint8Array): Replaced["outcome"] {
  if (before === undefined) return "would-create";
  return Buffer.compare(before, after) === 0 ? "unchanged" : "would-write";
}

async function rescueToken(
  engine: Parts<"host" | "notify"> & Needs<typeof isKnown | typeof rescueIdentity>,
  { file, identity, recorded }: Replacement,
  found: FoundIdentity,
): Promise<Profile | undefined> {
  if (isSafe(engine, identity, { token: found.token, file })) return undefined;
  const profile = await rescueIdentity(engine, {
    identity: found,
    foundIn: file.path,
    recorded,
    env: engine.host.env,
  });
  engine.notify({
    level: "info",
    message: `${file.path} contained a token that no profile had. Saved it as profile ${profile.name} before replacing it.`,
    remedy: [`Rename the profile: k6p profile rename ${profile.name} NAME`],
  });
  return profile;
}
