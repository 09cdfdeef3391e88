import * as v from "valibot";
import { K6pError } from "../errors/k6p-error.ts";
import { quotedPath } from "../host/posix-quote.ts";
import { isCommit } from "./git-pin.ts";
import { type GitReference, parseGitReference, pathFault } from "./git-reference.ts";

/** Version of the lock file that this k6p reads and writes. */
export const LOCK_VERSION = 1;
export const LARGEST_LOCK = 4 * 1024 * 1024;

/** The state that a reference was locked at. */
export interface LockedReference {
  readonly commit: string;
  /** The file that is extended. */
  readonly path: string;
  /** SHA-256 (hexadecimal) of that file and of every file in the repository that it extends, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** The content of a lock file, by the text of the reference. */
export type Lock = ReadonlyMap<string, LockedReference>;

const lockSchema = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(LOCK_VERSION, `version must be ${LOCK_VERSION}`),
  references: v.custom<Record<string, unknown>>(isObject, "references must be an object"),
});

const referenceSchema = v.strictObject({
  commit: v.pipe(v.string("commit must be a string"), v.check(isCommit, "commit must be a full commit ID")),
  path: v.string("path must be a string"),
  files: v.custom<Record<string, unknown>>(isObject, "files must be an object"),
});

/** Reads the text of a lock file; `path` is only named in the error. Throws `TEAM_LOCK_INVALID`. */
export function parseLock(text: string, path: string): Lock {
  const { references } = checked(lockSchema, parseJson(text, path), path);
  return new Map(Object.entries(references).map(([key, value]) => [key, parseReference({ key, value, path })]));
}

/** The text of a lock file. The same content gives the same text, so versions can be compared line by line. */
export function formatLock(lock: Lock): string {
  const references = Object.fromEntries(
    sorted(lock).map(([text, { commit, path, files }]) => [
      text,
      { commit, path, files: Object.fromEntries(sorted(files).map(([name, hash]) => [name, `sha256:${hash}`])) },
    ]),
  );
  return `${JSON.stringify({ version: LOCK_VERSION, references }, null, 2)}\n`;
}

/** Whether two states are identical. */
export function isSameState(one: LockedReference | undefined, other: LockedReference): boolean {
  if (one === undefined || one.files.size !== other.files.size) return false;
  return (
    one.commit === other.commit &&
    one.path === other.path &&
    [...one.files].every(([path, hash]) => other.files.get(path) === hash)
  );
}

/** Whether a state fits a reference: a pinned commit and a named file must match. */
export function isLockOf({ pin, path }: GitReference, locked: LockedReference): boolean {
  return (pin.kind === "tag" || pin.commit === locked.commit) && (path === undefined || path === locked.path);
}

function parseReference(entry: {
  readonly key: string;
  readonly value: unknown;
  readonly path: string;
}): LockedReference {
  parseGitReference(entry.key);
  const { commit, path, files } = checked(referenceSchema, entry.value, entry.path);
  const hashes = Object.entries(files).map(([name, hash]) => {
    const fault = pathFault(name);
    if (fault !== undefined) throw invalidLock(entry.path, `it lists a file that ${fault}`);
    const digits = /^sha256:([0-9a-f]{64})$/.exec(typeof hash === "string" ? hash : "")?.[1];
    if (digits === undefined)
      throw invalidLock(entry.path, `the checksum of ${name} is not sha256: and 64 hexadecimal digits`);
    return [name, digits] as const;
  });
  const locked = { commit, path, files: new Map(hashes) };
  if (locked.files.has(path)) return locked;
  throw invalidLock(entry.path, `the files of ${entry.key} do not include its path`);
}

function checked<Schema extends v.GenericSchema>(schema: Schema, value: unknown, path: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalidLock(path, `${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidLock(path, "it is not valid JSON; it may contain merge conflict markers");
  }
}

export function invalidLock(path: string, fault: string): K6pError {
  return new K6pError("TEAM_LOCK_INVALID", {
    message: `The lock file ${path} is not valid: ${fault}.`,
    remedy: [
      `Restore it from the repository: git checkout HEAD -- ${quotedPath(path)}`,
      `Or create it again from the current tags: rm ${quotedPath(path)} && k6p team sync`,
    ],
    details: { file: path },
  });
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
