import { K6pError } from "../../errors/k6p-error.ts";
import { editIdentity, type IdentityEdit } from "../../k6-config/edit-identity.ts";
import type { Identity, IdentityKey, IdentityWithToken } from "../../k6-config/identity.ts";
import type { K6ConfigLocation } from "../../k6-config/locate-k6-config.ts";
import { isUnchanged, type K6ConfigSnapshot, k6ConfigSnapshot } from "../../k6-config/k6-config-snapshot.ts";
import type { RemovedLeftover } from "../../k6-config/removed-leftovers.ts";
import type { Profile } from "../../profiles/profile.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { SecretStoreId } from "../../secrets/secret-store.ts";
import { rescueIdentity } from "./rescue-identity.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { isKnown } from "../active/profile-lookup.ts";
import { editK6Config, readK6ConfigSnapshot } from "../active/k6-config-file.ts";

export interface Replacement {
  /** The file as it was read for this edit; it is read again only if it changes. */
  readonly before: K6ConfigSnapshot;
  /** What the file contains afterwards; an empty identity clears it. */
  readonly identity: Identity;
  readonly dryRun: boolean;
  /** The store for a token that must be saved first, if no other store is ready. */
  readonly recorded?: SecretStoreId | undefined;
  /** Drop a token that no profile has instead of saving it. */
  readonly discard?: boolean;
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

export interface ReplacedIdentity {
  readonly replaced: Replaced;
  /** The file as it was written; on a dry run, as it would be. */
  readonly after: K6ConfigSnapshot;
}

/** The file's token changed between the first look and the edit: k6 wrote to the file. */
class TokenChanged extends Error {}

/**
 * Replaces the identity in a configuration file. If no profile has or had the token in the file, that token is first saved as a
 * new profile, unless `discard` is set; if that fails, nothing is written.
 */
export async function replaceIdentity(
  engine: Needs<typeof rescueToken | typeof write>,
  request: Replacement,
): Promise<ReplacedIdentity> {
  const { identity, dryRun } = request;
  const file = request.before.location;
  let { before } = request;
  let rescued: Profile | undefined;
  for (let attempts = 5; attempts > 0; attempts--) {
    const edit = editIdentity(before.bytes, identity, file.path);
    if (dryRun) {
      const outcome = plannedOutcome(before, edit.bytes);
      const replaced: Replaced = { ...summary(edit), rescued, wasOpen: false, outcome };
      return { replaced, after: k6ConfigSnapshot(file, edit.bytes) };
    }
    for (const found of before.withToken) rescued = (await rescueToken(engine, request, found)) ?? rescued;
    try {
      const { replaced, after } = await write(engine, { before, edit, identity });
      return { replaced: { ...replaced, rescued }, after };
    } catch (error) {
      if (!(error instanceof TokenChanged)) throw error;
    }
    before = await readK6ConfigSnapshot(engine, file);
  }
  throw new K6pError("FILE_CHANGED", {
    message: `${file.path} kept changing while k6p was editing it. Nothing was written.`,
    remedy: ["Wait until no other program writes to it, then try again."],
    details: { file: file.path },
  });
}

interface PlannedEdit {
  readonly before: K6ConfigSnapshot;
  readonly edit: IdentityEdit;
  readonly identity: Identity;
}

async function write(
  engine: Parts<"host" | "lockDirectory" | "notify"> & Needs<typeof isKnown>,
  { before, identity, ...planned }: PlannedEdit,
): Promise<{ readonly replaced: Omit<Replaced, "rescued">; readonly after: K6ConfigSnapshot }> {
  const file = before.location;
  let { edit } = planned;
  const hasModes = engine.host.platform !== "win32";
  const { outcome, previousMode, linkCount } = await editK6Config(engine, file, (current) => {
    if (isUnchanged(before, current?.bytes)) {
      ({ edit } = planned);
      return edit.bytes;
    }
    const now = k6ConfigSnapshot(file, current?.bytes);
    if (!now.withToken.every(({ token }) => isIn(before, token) || isSafe(engine, identity, { token, file })))
      throw new TokenChanged();
    edit = editIdentity(current?.bytes, identity, file.path);
    return edit.bytes;
  });
  if (outcome === "written" && linkCount > 1) warnCutLink(engine, file);
  const wasOpen = hasModes && previousMode !== undefined && (previousMode & 0o077) !== 0;
  return { replaced: { ...summary(edit), outcome, wasOpen }, after: k6ConfigSnapshot(file, edit.bytes) };
}

/** A file is replaced as a whole, which its other names do not follow. */
function warnCutLink({ notify }: Parts<"notify">, { path }: K6ConfigLocation): void {
  notify({
    level: "warning",
    message: `${path} had more than one name (hard links). The other names still have the previous content, with its token.`,
    remedy: [`Make a symbolic link of each: ln -sf ${quotedPath(path)} OTHER_NAME`],
  });
}

function isIn({ withToken }: K6ConfigSnapshot, token: Secret): boolean {
  return withToken.some((identity) => identity.token.equals(token));
}

/** Whether replacing a token loses nothing: it is the new one, or a profile has or had it. Another k6p may just have written it. */
function isSafe(
  engine: Needs<typeof isKnown>,
  identity: Identity,
  { token, file }: { readonly token: Secret; readonly file: K6ConfigLocation },
): boolean {
  return identity.token?.equals(token) === true || isKnown(engine, token, file);
}

function summary({ changed, removedLeftovers }: IdentityEdit): Pick<Replaced, "changed" | "removed"> {
  return { changed, removed: removedLeftovers };
}

function plannedOutcome(before: K6ConfigSnapshot, after: Uint8Array): Replaced["outcome"] {
  if (before.bytes === undefined) return "would-create";
  return isUnchanged(before, after) ? "unchanged" : "would-write";
}

async function rescueToken(
  engine: Parts<"host" | "notify" | "seenTokens"> & Needs<typeof isKnown | typeof rescueIdentity>,
  { before: { location: file }, identity, recorded, discard }: Replacement,
  found: IdentityWithToken,
): Promise<Profile | undefined> {
  if (isSafe(engine, identity, { token: found.token, file })) return undefined;
  if (discard === true) {
    await engine.seenTokens.rememberDiscarded(found.token);
    return undefined;
  }
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
