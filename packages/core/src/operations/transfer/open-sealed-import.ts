import { K6pError } from "../../errors/k6p-error.ts";
import { isByPassphrase, openArchive } from "../../profile-archive/sealed-archive.ts";
import type { Needs, Parts } from "../../engine/engine.ts";
import { environmentKeys, readOwnKey } from "../tokens/read-age-keys.ts";

const TRIES = 3;

/** The text in an encrypted export: opened by a passphrase that is asked for, else by the age keys on this machine. Throws `IMPORT_UNREADABLE`. */
export async function openSealedImport(
  engine: Parts<"ask"> & Needs<typeof keysHere>,
  file: Uint8Array,
  path: string,
): Promise<string> {
  if (await byPassphrase(file, path)) return openByPassphrase(engine, file, path);
  const keys = await keysHere(engine);
  const text = keys.length === 0 ? undefined : await openArchive(file, { kind: "identities", keys });
  if (text !== undefined) return text;
  throw unreadable(
    path,
    keys.length === 0
      ? "is encrypted, and there is no age key on this machine"
      : "is encrypted for other age keys, or damaged",
    [
      "Name the file with your age key: export K6P_AGE_IDENTITY_FILE=FILE",
      "Or have it exported for your public key: k6p profile export NAME --with-tokens --recipient age1…",
    ],
  );
}

async function byPassphrase(file: Uint8Array, path: string): Promise<boolean> {
  try {
    return await isByPassphrase(file);
  } catch {
    throw unreadable(path, "is a damaged age file", ["Export it again."]);
  }
}

async function openByPassphrase({ ask }: Parts<"ask">, file: Uint8Array, path: string): Promise<string> {
  if (ask === undefined) {
    throw unreadable(path, "is encrypted by a passphrase, and this is not a terminal to ask for it", [
      "Run the command in a terminal.",
      "Or export it for an age key: k6p profile export NAME --with-tokens --recipient age1…",
    ]);
  }
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const passphrase = await ask.secret(`${attempt === 1 ? "" : "Wrong passphrase. "}Passphrase of ${path}:`);
    const text = await openArchive(file, { kind: "passphrase", passphrase });
    if (text !== undefined) return text;
  }
  throw unreadable(path, `was not opened: the passphrase was wrong ${TRIES} times, or the file is damaged`, [
    "Try again.",
  ]);
}

async function keysHere(
  engine: Parts<"memberKey"> & Needs<typeof environmentKeys | typeof readOwnKey>,
): Promise<readonly string[]> {
  const given = await environmentKeys(engine);
  if (given?.fault !== undefined) throw given.fault;
  const record = engine.memberKey.find();
  const own = record === undefined ? [] : [await readOwnKey(engine, record)];
  return [...(given?.keys ?? []), ...own];
}

function unreadable(path: string, fact: string, remedy: readonly string[]): K6pError {
  return new K6pError("IMPORT_UNREADABLE", { message: `${path} ${fact}.`, remedy, details: { file: path } });
}
