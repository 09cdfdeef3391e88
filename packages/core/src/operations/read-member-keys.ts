import { K6pError } from "../errors/k6p-error.ts";
import { quotedPath } from "../host/quoted-path.ts";
import { readFailure } from "../host/read-failure.ts";
import type { OwnIdentityRecord } from "../sealed-tokens/own-identity.ts";
import { recipientOf } from "../sealed-tokens/sealed-file.ts";
import type { Engine } from "./engine.ts";
import { readCall } from "./store-call.ts";
import { storeOf } from "./store-of.ts";

const LARGEST_KEY_FILE = 64 * 1024;

/** The secret keys that `K6P_AGE_IDENTITY` or `K6P_AGE_IDENTITY_FILE` gives; empty when neither does. Throws `FILE_READ_FAILED`. */
export function environmentKeys({ host }: Pick<Engine, "host">): readonly string[] {
  const text = host.env["K6P_AGE_IDENTITY"];
  if (text) return keysIn(text);
  const path = host.env["K6P_AGE_IDENTITY_FILE"];
  return path ? keysIn(readKeyFile(host, path)) : [];
}

/** The secret key of this person. Throws `TEAM_IDENTITY_LOST` or `STORE_*`. */
export async function readOwnKey(
  engine: Engine,
  { store: id, reference, recipient }: OwnIdentityRecord,
): Promise<string> {
  const store = storeOf(engine, id);
  const result = await store.read(reference, readCall(engine, id));
  if (result.kind === "found") {
    const key = result.secret.reveal();
    if ((await recipientOf(key)) === recipient) return key;
    throw lost(store.title, "holds something else in its place");
  }
  if (result.kind === "absent") throw lost(store.title, "no longer holds it");
  throw new K6pError(CODES[result.kind], {
    message: `Your team identity could not be read from ${store.title}. ${result.reason}`,
    remedy: result.remedy,
    details: { store: id, problem: result.kind },
  });
}

const CODES = {
  locked: "STORE_LOCKED",
  unavailable: "STORE_UNAVAILABLE",
  timeout: "STORE_TIMEOUT",
  corrupt: "STORE_CORRUPT",
  mismatch: "STORE_MISMATCH",
} as const;

function keysIn(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

function readKeyFile(host: Engine["host"], path: string): string {
  let bytes: Uint8Array | undefined;
  try {
    bytes = host.files.read(path, LARGEST_KEY_FILE)?.bytes;
  } catch (error) {
    throw readFailure(error, path);
  }
  if (bytes !== undefined) return Buffer.from(bytes).toString("utf8");
  throw new K6pError("FILE_READ_FAILED", {
    message: `K6P_AGE_IDENTITY_FILE names ${path}, which does not exist.`,
    remedy: [`ls -l ${quotedPath(path)}`],
    details: { file: path },
  });
}

function lost(store: string, what: string): K6pError {
  return new K6pError("TEAM_IDENTITY_LOST", {
    message: `The secret key of your team identity is gone: ${store} ${what}.`,
    remedy: [
      "Make a new one, let a colleague put its public key into the team file, and seal again: k6p team join --renew",
    ],
  });
}
