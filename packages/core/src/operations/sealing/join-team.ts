import { K6pError } from "../../errors/k6p-error.ts";
import type { OwnIdentityRecord } from "../../sealed-tokens/member-key.ts";
import { newMemberKeys } from "../../sealed-tokens/sealed-file.ts";
import { newSecretReference } from "../../secrets/secret-reference.ts";
import { Secret } from "../../secrets/secret.ts";
import { requireYes } from "../../engine/confirm.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { readOwnKey } from "../tokens/read-age-keys.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";
import { storeById } from "../../secrets/store-by-id.ts";

const MEMBER_NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;

export interface JoinRequest {
  /** The user's name in the team; defaults to their user name on this machine. */
  readonly name?: string | undefined;
  readonly store?: string | undefined;
  /** Whether to replace the current key with a new one. */
  readonly renew: boolean;
  /** Do not ask before replacing a working key. */
  readonly yes?: boolean;
}

export interface Joined extends OwnIdentityRecord {
  /** False if the user already had a key. */
  readonly isNew: boolean;
  /** The working folder's team file, if there is one. */
  readonly teamFile: string | undefined;
  /** Whether that file lists the key among its recipients. */
  readonly isListed: boolean;
  /** Name under which that file lists the previous key. */
  readonly previouslyListedAs: string | undefined;
}

type OwnKey = OwnIdentityRecord & Pick<Joined, "isNew">;

/**
 * Creates the age key that opens sealed tokens for this user, in their own secret store, or returns the current one. Throws `USAGE`,
 * `MEMBER_KEY_LOST` or `STORE_*`.
 */
export async function joinTeam(
  engine: Parts<"profiles" | "memberKey"> & Needs<typeof findOrMake>,
  request: JoinRequest,
): Promise<Joined> {
  const previous = engine.memberKey.find();
  const key = await findOrMake(engine, request);
  const team = await engine.profiles.teamIfSound();
  const listed = team?.config.recipients?.value ?? [];
  return {
    ...key,
    teamFile: team?.path,
    isListed: listed.some((recipient) => recipient.key === key.recipient),
    previouslyListedAs: key.isNew ? listed.find((recipient) => recipient.key === previous?.recipient)?.name : undefined,
  };
}

async function findOrMake(engine: Parts<"memberKey"> & Needs<typeof makeKey>, request: JoinRequest): Promise<OwnKey> {
  const previous = engine.memberKey.find();
  if (previous !== undefined && !request.renew) {
    if (request.store !== undefined && request.store !== previous.store) throw otherStore(previous);
    await readOwnKey(engine, previous);
    return { ...previous, ...(request.name === undefined ? {} : { name: checkedName(request.name) }), isNew: false };
  }
  const name = request.name === undefined ? (previous?.name ?? userName(engine)) : checkedName(request.name);
  if (previous !== undefined && request.yes !== true) await confirmRenewal(engine, previous);
  return makeKey(engine, { name, previous, store: request.store });
}

interface NewKey {
  readonly name: string;
  readonly previous: OwnIdentityRecord | undefined;
  readonly store: string | undefined;
}

/** As with tokens: writes the key and reads it back before the record points to it, and removes the previous key last. */
async function makeKey(
  engine: Parts<"host" | "memberKey" | "looseSecrets"> & Needs<typeof chooseStore>,
  { name, previous, store: explicit }: NewKey,
): Promise<OwnKey> {
  const store = await chooseStore(engine, { explicit, recorded: previous?.store, what: "your member key" });
  const { secret, recipient } = await newMemberKeys();
  const reference = newSecretReference(engine.host);
  const createdAt = engine.host.clock.now().toISOString();
  const record: OwnIdentityRecord = { name, recipient, store: store.id, reference, createdAt };
  const call = writeCall(engine, store.id);
  await store.write(reference, new Secret(secret), call);
  if (previous !== undefined) engine.looseSecrets.hold({ store: previous.store, reference: previous.reference });
  let isRecorded = false;
  try {
    isRecorded = await engine.memberKey.replace(previous, record);
  } finally {
    // An error can come after the record is in its place, as from a disk that does not confirm it.
    isRecorded ||= engine.memberKey.mayPointTo(reference);
    if (!isRecorded) await store.remove(reference, call).catch(() => undefined);
  }
  engine.looseSecrets.release(reference);
  const present = engine.memberKey.find();
  if (!isRecorded && present !== undefined) return { ...present, isNew: false };
  if (previous !== undefined) await forget(engine, previous);
  return { ...record, isNew: true };
}

/** A key that is already lost is replaced without asking. */
async function confirmRenewal(engine: Parts<"stores" | "ask">, previous: OwnIdentityRecord): Promise<void> {
  try {
    await readOwnKey(engine, previous);
  } catch (error) {
    if (error instanceof K6pError && error.code === "MEMBER_KEY_LOST") return;
    throw error;
  }
  await requireYes(engine, {
    action: "Replacing your key",
    facts: `The new key does not open tokens sealed for your current key (${previous.recipient}) until a member seals them again.`,
    question: "Create a new key?",
    command: "k6p team join --renew",
    declined: "Your key was not changed.",
  });
}

function otherStore({ store }: OwnIdentityRecord): K6pError {
  return new K6pError("USAGE", {
    message: `Your key is already in ${store === "keyring" ? "the system keyring" : "the encrypted file vault"}; use --store only for a new key.`,
    remedy: ["See your public key: k6p team join", "Create a new key: k6p team join --renew --store STORE"],
  });
}

/** Ignores errors: a key that stays does no harm, because it opens only what was sealed for it. */
async function forget(engine: Parts<"stores" | "ask">, { store: id, reference }: OwnIdentityRecord): Promise<void> {
  const store = storeById(engine, id);
  await store.remove(reference, writeCall(engine, id)).catch(() => undefined);
}

function userName({ host }: Parts<"host">): string {
  const name = [host.env["USER"], host.env["LOGNAME"], host.env["USERNAME"]].find(Boolean);
  if (name !== undefined && isMemberName(name)) return name;
  throw new K6pError("USAGE", {
    message: "No member name given.",
    remedy: ["Choose your name in the team: k6p team join --name NAME"],
  });
}

function checkedName(name: string): string {
  if (isMemberName(name)) return name;
  throw new K6pError("USAGE", {
    message: `${JSON.stringify(name.slice(0, 80))} is not a valid member name.`,
    remedy: ["Use 1 to 64 letters, digits or . _ @ + - and start with a letter or digit."],
  });
}

/** Whether a text is a valid member name, which needs no quotes in team files, prompts and command lines. */
function isMemberName(text: string): boolean {
  return MEMBER_NAME.test(text);
}
