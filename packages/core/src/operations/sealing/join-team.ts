import { K6pError } from "../../errors/k6p-error.ts";
import { isMemberName } from "../../sealed-tokens/member-name.ts";
import type { OwnIdentityRecord } from "../../sealed-tokens/member-key.ts";
import { newMemberKeys } from "../../sealed-tokens/sealed-file.ts";
import { newSecretReference } from "../../secrets/secret-reference.ts";
import { Secret } from "../../secrets/secret.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { chooseStore } from "../tokens/choose-store.ts";
import { readOwnKey } from "../tokens/read-age-keys.ts";
import { writeCall } from "../../secrets/store-deadlines.ts";
import { storeById } from "../../secrets/store-by-id.ts";

export interface JoinRequest {
  /** What colleagues know the person by; the name of the user on this machine if left out. */
  readonly name?: string | undefined;
  readonly store?: string | undefined;
  /** Make a new identity in place of the present one. */
  readonly renew: boolean;
  /** Do not ask before a key that works is given up. */
  readonly yes?: boolean;
}

export interface Joined extends OwnIdentityRecord {
  /** False when the person had joined before. */
  readonly isNew: boolean;
  /** The team file of the working folder, where there is one. */
  readonly teamFile: string | undefined;
  /** Whether that file has the key among its recipients. */
  readonly isListed: boolean;
  /** Name under which that file has the key that was given up for this one. */
  readonly formerlyListedAs: string | undefined;
}

type Identity = OwnIdentityRecord & Pick<Joined, "isNew">;

/**
 * Makes the age identity by which this person opens sealed tokens, in their own secret store, or tells the present one. Throws
 * `USAGE`, `TEAM_IDENTITY_LOST` or `STORE_*`.
 */
export async function joinTeam(
  engine: Parts<"profiles" | "memberKey"> & Needs<typeof findOrMake>,
  request: JoinRequest,
): Promise<Joined> {
  const former = engine.memberKey.find();
  const identity = await findOrMake(engine, request);
  const team = await engine.profiles.teamIfSound();
  const listed = team?.config.recipients?.value ?? [];
  return {
    ...identity,
    teamFile: team?.path,
    isListed: listed.some(({ key }) => key === identity.recipient),
    formerlyListedAs: identity.isNew ? listed.find(({ key }) => key === former?.recipient)?.name : undefined,
  };
}

async function findOrMake(
  engine: Parts<"memberKey"> & Needs<typeof makeIdentity>,
  request: JoinRequest,
): Promise<Identity> {
  const former = engine.memberKey.find();
  if (former !== undefined && !request.renew) {
    if (request.store !== undefined && request.store !== former.store) throw otherStore(former);
    await readOwnKey(engine, former);
    return { ...former, ...(request.name === undefined ? {} : { name: checkedName(request.name) }), isNew: false };
  }
  const name = request.name === undefined ? (former?.name ?? userName(engine)) : checkedName(request.name);
  if (former !== undefined && request.yes !== true) await confirmRenewal(engine, former);
  return makeIdentity(engine, { name, former, store: request.store });
}

interface NewIdentity {
  readonly name: string;
  readonly former: OwnIdentityRecord | undefined;
  readonly store: string | undefined;
}

/** As with tokens: the key is written and read back before the record points to it, and the former one goes last. */
async function makeIdentity(
  engine: Parts<"host" | "memberKey"> & Needs<typeof chooseStore>,
  { name, former, store: explicit }: NewIdentity,
): Promise<Identity> {
  const store = await chooseStore(engine, { explicit, recorded: former?.store, what: "your team identity" });
  const { secret, recipient } = await newMemberKeys();
  const reference = newSecretReference(engine.host);
  const createdAt = engine.host.clock.now().toISOString();
  const record: OwnIdentityRecord = { name, recipient, store: store.id, reference, createdAt };
  const call = writeCall(engine, store.id);
  await store.write(reference, new Secret(secret), call);
  let isRecorded = false;
  try {
    isRecorded = await engine.memberKey.replace(former, record);
  } finally {
    if (!isRecorded) await store.remove(reference, call).catch(() => undefined);
  }
  const present = engine.memberKey.find();
  if (!isRecorded && present !== undefined) return { ...present, isNew: false };
  if (former !== undefined) await forget(engine, former);
  return { ...record, isNew: true };
}

/** A key that is lost already is given up without a question. */
async function confirmRenewal(engine: Parts<"stores" | "ask">, former: OwnIdentityRecord): Promise<void> {
  try {
    await readOwnKey(engine, former);
  } catch (error) {
    if (error instanceof K6pError && error.code === "TEAM_IDENTITY_LOST") return;
    throw error;
  }
  const fact = `Nothing that is sealed for your present key (${former.recipient}) can be opened with the new one, until a member seals it again.`;
  if (engine.ask === undefined) {
    throw new K6pError("CONFIRMATION_NEEDED", {
      message: `A new key needs a yes, and there is no terminal to ask on. ${fact}`,
      remedy: ["If that is meant: k6p team join --renew --yes"],
    });
  }
  if (await engine.ask.confirm(`${fact} Make a new key?`, { default: false })) return;
  throw new K6pError("CANCELLED", { message: "Your key was left as it is." });
}

function otherStore({ store }: OwnIdentityRecord): K6pError {
  return new K6pError("USAGE", {
    message: `Your key is in ${store === "keyring" ? "the system keyring" : "the encrypted file vault"} already; --store is for a new one.`,
    remedy: ["See its public half: k6p team join", "Make a new key: k6p team join --renew --store STORE"],
  });
}

/** A key that stays does no harm: it opens only what was sealed for it. */
async function forget(engine: Parts<"stores" | "ask">, { store: id, reference }: OwnIdentityRecord): Promise<void> {
  const store = storeById(engine, id);
  await store.remove(reference, writeCall(engine, id)).catch(() => undefined);
}

function userName({ host }: Parts<"host">): string {
  const name = [host.env["USER"], host.env["LOGNAME"], host.env["USERNAME"]].find(Boolean);
  if (name !== undefined && isMemberName(name)) return name;
  throw new K6pError("USAGE", {
    message: "k6p does not know by which name your colleagues know you.",
    remedy: ["Say it: k6p team join --name NAME"],
  });
}

function checkedName(name: string): string {
  if (isMemberName(name)) return name;
  throw new K6pError("USAGE", {
    message: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a member.`,
    remedy: ["Use 1 to 64 letters, digits or the signs . _ @ + -, beginning with a letter or digit."],
  });
}
