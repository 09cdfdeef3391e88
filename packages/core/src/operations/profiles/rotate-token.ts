import { verifyToken } from "../../cloud-api/verify-token.ts";
import { destinationOf } from "../../credentials/destination.ts";
import { isKept, type KeptToken, type TokenRecord } from "../../credentials/token-record.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import type { Profile } from "../../profiles/profile.ts";
import { stackPageUrl } from "../../profiles/stack-pages.ts";
import { describeReference } from "../../secrets/describe-reference.ts";
import type { Secret } from "../../secrets/secret.ts";
import type { TokenSource } from "../login/read-new-token.ts";
import { renewToken } from "../login/renew-token.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";
import type { UsedProfile } from "../use/use-profile.ts";
import { findCopies } from "./find-copies.ts";
import { renewPrivateFiles } from "./renew-private-files.ts";
import { isInK6File, useAfterLogin } from "./use-after-login.ts";

export interface RotateRequest {
  readonly name: string;
  readonly token: TokenSource;
  readonly verify: boolean;
  readonly store?: string | undefined;
}

/**
 * - `works`: Grafana Cloud still accepts it
 * - `revoked`: Grafana Cloud rejects it
 * - `unknown`: it could not be read, or Grafana Cloud was not asked or did not answer
 */
export type PreviousToken = "works" | "revoked" | "unknown";

export interface RotatedToken {
  readonly profile: Profile;
  readonly record: KeptToken;
  readonly previous: PreviousToken;
  /** Where the previous token is revoked; undefined without a stack. */
  readonly tokenPage: string | undefined;
  /** What was written to k6's file; undefined if it did not have the previous token. */
  readonly used: UsedProfile | undefined;
  /** Private files of running shells and commands that have the new token now. */
  readonly renewedFiles: readonly string[];
  /** Places that still have the previous token, as text. */
  readonly copiesLeft: readonly string[];
}

/**
 * Replaces the token of a profile wherever k6p put it: in its store, in k6's file, and in the private files of running shells and commands.
 * Then asks Grafana Cloud whether the previous one still works. Throws `TOKEN_MISSING` without a token, `STORE_READ_ONLY` for one that k6p
 * only reads, and what `renewToken` throws; nothing is changed then.
 */
export async function rotateToken(
  engine: Parts<"profiles" | "tokens" | "host"> &
    Needs<
      | typeof recordToReplace
      | typeof readPrevious
      | typeof renewToken
      | typeof isInK6File
      | typeof useAfterLogin
      | typeof renewPrivateFiles
      | typeof tryPrevious
      | typeof findCopies
    >,
  { name, token: source, verify, store }: RotateRequest,
): Promise<RotatedToken> {
  const known = await engine.profiles.get(name);
  const before = recordToReplace(engine, known);
  const old = await readPrevious(engine, known);
  const isActive = await isInK6File(engine, before);
  const { profile, record, token } = await renewToken(engine, known, {
    source,
    verify,
    store,
    offlineCommand: `k6p rotate ${known.name} --no-verify`,
    refuse: (entered) => refuseSame(known, entered, old),
  });
  const used = isActive ? await useAfterLogin(engine, profile, true) : undefined;
  const renewedFiles = await renewPrivateFiles(engine, { profile, previous: before, token });
  const previous = verify && old !== undefined ? await tryPrevious(engine, profile, old) : "unknown";
  return {
    profile,
    record,
    previous,
    tokenPage: profile.stackUrl === undefined ? undefined : stackPageUrl(profile.stackUrl, "settings"),
    used,
    renewedFiles,
    copiesLeft: await findCopies(engine, { profile, record: before }),
  };
}

function recordToReplace({ tokens }: Parts<"tokens">, { id, name }: Profile): TokenRecord {
  const record = tokens.find(id);
  if (record === undefined) {
    throw new K6pError("TOKEN_MISSING", {
      message: `No token is stored for profile ${name}, so there is none to rotate.`,
      remedy: [`Enter one: k6p login ${name}`],
      details: { profile: name },
    });
  }
  if (isKept(record)) return record;
  throw new K6pError("STORE_READ_ONLY", {
    message: `Profile ${name} reads its token from ${describeReference(record)}, where k6p does not write.`,
    remedy: [`Replace the token there, then check it: k6p verify ${name}`, `Or let k6p store one: k6p login ${name}`],
    details: { profile: name },
  });
}

/** A token that cannot be read can still be replaced; it is not tried afterwards then. */
async function readPrevious(engine: Needs<typeof obtainCredentials>, profile: Profile): Promise<Secret | undefined> {
  try {
    return (await obtainCredentials(engine, profile)).identity.token;
  } catch (error) {
    if (!(error instanceof K6pError)) throw error;
    return undefined;
  }
}

function refuseSame({ name }: Profile, entered: Secret, old: Secret | undefined): void {
  if (old === undefined || !entered.equals(old)) return;
  throw new K6pError("TOKEN_INVALID", {
    message: `This is the token that profile ${name} already has.`,
    remedy: ["Create a new token in Grafana Cloud, and enter that one."],
    details: { profile: name },
  });
}

async function tryPrevious(engine: Parts<"host" | "version">, profile: Profile, token: Secret): Promise<PreviousToken> {
  if (profile.stackUrl === undefined) return "unknown";
  const { kind } = await verifyToken(engine.host, {
    apiOrigin: destinationOf(profile, engine.host.env).api,
    stackUrl: profile.stackUrl,
    token,
    userAgent: `k6p/${engine.version}`,
  });
  if (kind === "accepted") return "works";
  return kind === "rejected" ? "revoked" : "unknown";
}
