import { K6pError } from "../../errors/k6p-error.ts";
import { editFile } from "../../host/files/edit-file.ts";
import { pathRules } from "../../host/join-path.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import { type ArchivedProfile, type ArchiveFormat, formatArchive } from "../../profile-archive/archive-text.ts";
import { type ArchiveLock, sealArchive } from "../../profile-archive/sealed-archive.ts";
import type { Profile } from "../../profiles/profile.ts";
import { nameInTeam } from "../../engine/profile-catalog.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { chooseProfiles, type ProfileSelection } from "../select/choose-profiles.ts";
import { askNewPassphrase } from "../stores/ask-new-passphrase.ts";
import { obtainCredentials } from "../tokens/obtain-credentials.ts";

/** A larger file that is there already is refused in other words. */
const LARGEST_PREVIOUS = 64 * 1024 * 1024;

export interface ExportRequest extends ProfileSelection {
  readonly format: ArchiveFormat;
  /** A file to create; by default the text is the result. */
  readonly output?: string | undefined;
  /** Requires `recipients` or `passphrase`. */
  readonly withTokens: boolean;
  /** Age public keys. */
  readonly recipients: readonly string[];
  /** Encrypt with a passphrase that is asked for. */
  readonly passphrase: boolean;
}

export interface ExportedProfiles {
  readonly profiles: readonly string[];
  readonly file: string | undefined;
  readonly encrypted: boolean;
  readonly text: string;
}

/** Writes the definitions of profiles as one text; their tokens only into one that is encrypted. Throws `USAGE` for tokens without a lock. */
export async function exportProfiles(
  engine: Needs<typeof chooseProfiles | typeof lockFor | typeof archived | typeof createFile>,
  request: ExportRequest,
): Promise<ExportedProfiles> {
  const profiles = await chooseProfiles(engine, request);
  requireOwnNames(profiles);
  const lock = request.withTokens ? await lockFor(engine, request) : undefined;
  const content: ArchivedProfile[] = [];
  for (const profile of profiles) content.push(await archived(engine, profile, request.withTokens));
  const plain = formatArchive(content, request.format);
  const text = lock === undefined ? plain : await sealArchive(plain, lock);
  if (text === undefined) throw notRecipients(request.recipients);
  const file = request.output === undefined ? undefined : await createFile(engine, request.output, text);
  return { profiles: content.map(({ name }) => name), file, encrypted: lock !== undefined, text };
}

function requireOwnNames(profiles: readonly Profile[]): void {
  const names = profiles.map(({ name }) => nameInTeam(name).toLowerCase());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new K6pError("USAGE", {
    message: `Two of the profiles are named ${twice}: your own and the team's. An export can have only one of them.`,
    remedy: [`Name the profiles to export, with either ${twice} or team/${twice}.`],
    details: { profile: twice },
  });
}

async function lockFor(
  engine: Needs<typeof askNewPassphrase>,
  { recipients, passphrase }: ExportRequest,
): Promise<ArchiveLock> {
  if (recipients.length > 0) {
    const lock: ArchiveLock = { kind: "recipients", recipients };
    if ((await sealArchive("", lock)) === undefined) throw notRecipients(recipients);
    return lock;
  }
  if (passphrase) {
    const otherWay = "Encrypt for an age key instead: --recipient age1…";
    return { kind: "passphrase", passphrase: await askNewPassphrase(engine, { what: "the export", otherWay }) };
  }
  throw new K6pError("USAGE", {
    message: "k6p exports tokens only encrypted.",
    remedy: [
      "Encrypt for an age key: --with-tokens --recipient age1…",
      "Or with a passphrase: --with-tokens --passphrase",
      "Or leave the tokens out: omit --with-tokens",
    ],
  });
}

function notRecipients(recipients: readonly string[]): K6pError {
  const shown = recipients.map((recipient) => recipient.slice(0, 12)).join(", ");
  return new K6pError("USAGE", {
    message: `Not an age public key, or one with a wrong or missing character: ${shown}…`,
    remedy: ["Copy the whole key; it starts with age1. To make one: age-keygen -o key.txt"],
  });
}

async function archived(
  engine: Parts<"notify"> & Needs<typeof obtainCredentials>,
  profile: Profile,
  withToken: boolean,
): Promise<ArchivedProfile> {
  const name = nameInTeam(profile.name);
  if (!withToken) return { name, settings: profile };
  try {
    const { identity } = await obtainCredentials(engine, profile);
    return { name, settings: profile, token: identity.token };
  } catch (error) {
    if (!(error instanceof K6pError) || error.code !== "TOKEN_MISSING") throw error;
    engine.notify({
      level: "warning",
      message: `Profile ${profile.name} has no token, so only its definition is exported.`,
    });
    return { name, settings: profile };
  }
}

/** Creates a file that only the user can read, whole or not at all. Throws `FILE_NOT_OURS` if something is there, and `FILE_*`. */
async function createFile(
  { host, lockDirectory }: Parts<"host" | "lockDirectory">,
  output: string,
  text: string,
): Promise<string> {
  const path = pathRules(host).resolve(host.workingDirectory, output);
  await editFile(host, {
    path,
    lockDirectory,
    maxBytes: LARGEST_PREVIOUS,
    edit(current) {
      if (current !== undefined) throw exists(path);
      return Buffer.from(text);
    },
  });
  return path;
}

function exists(path: string): K6pError {
  return new K6pError("FILE_NOT_OURS", {
    message: `${path} exists and was not changed.`,
    remedy: ["Write to a new file: --output FILE", `Or remove this one first: rm ${quotedPath(path)}`],
    details: { file: path },
  });
}
