import type { Host } from "../../host/host.ts";
import { K6pError } from "../../errors/k6p-error.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import { readFailure } from "../../host/files/read-failure.ts";
import type { OwnIdentityRecord } from "../../sealed-tokens/member-key.ts";
import { recipientOf } from "../../sealed-tokens/sealed-file.ts";
import type { Parts } from "../../engine/engine.ts";
import { readCall } from "../../secrets/store-deadlines.ts";
import { storeById } from "../../secrets/store-by-id.ts";
import { expandHome } from "../../host/expand-home.ts";
import { AGE_IDENTITY_FILE_VARIABLE, AGE_IDENTITY_VARIABLE } from "../../host/k6p-variables.ts";

const LARGEST_KEY_FILE = 64 * 1024;

/** Keys from the environment, and the variable that gives them. */
export interface GivenKeys {
  readonly variable: typeof AGE_IDENTITY_VARIABLE | typeof AGE_IDENTITY_FILE_VARIABLE;
  readonly keys: readonly string[];
  /** `SEALED_NOT_FOR_YOU` if the variable contains something that is not a key. */
  readonly fault: K6pError | undefined;
}

/**
 * The secret keys in `K6P_AGE_IDENTITY` or `K6P_AGE_IDENTITY_FILE`; undefined if neither is set. Throws
 * `FILE_READ_FAILED` or `FILE_UNSAFE`.
 */
export async function environmentKeys({ host }: Parts<"host">): Promise<GivenKeys | undefined> {
  const text = host.env[AGE_IDENTITY_VARIABLE];
  if (text) return keysIn(text, { variable: AGE_IDENTITY_VARIABLE, place: AGE_IDENTITY_VARIABLE });
  const named = host.env[AGE_IDENTITY_FILE_VARIABLE];
  if (!named) return undefined;
  const path = expandHome(host, named);
  const place = `K6P_AGE_IDENTITY_FILE names ${path}, which`;
  return keysIn(readKeyFile(host, path), { variable: AGE_IDENTITY_FILE_VARIABLE, place });
}

/** The user's secret member key. Throws `MEMBER_KEY_LOST` or `STORE_*`. */
export async function readOwnKey(
  engine: Parts<"stores" | "ask">,
  { store: id, reference, recipient }: OwnIdentityRecord,
): Promise<string> {
  const store = storeById(engine, id);
  const result = await store.read(reference, readCall(engine, id));
  if (result.kind === "found") {
    const key = result.secret.reveal();
    if ((await recipientOf(key)) === recipient) return key;
    throw lost(store.title, "contains a different secret in its place");
  }
  if (result.kind === "absent") throw lost(store.title, "no longer has it");
  throw new K6pError(CODES[result.kind], {
    message: `Could not read your member key from ${store.title}. ${result.reason}`,
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

async function keysIn(
  text: string,
  { variable, place }: { readonly variable: GivenKeys["variable"]; readonly place: string },
): Promise<GivenKeys> {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const given = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const recipients = await Promise.all(given.map(recipientOf));
  const keys = given.filter((_, index) => recipients[index] !== undefined);
  const isSound = keys.length > 0 && keys.length === given.length;
  return {
    variable,
    keys,
    fault: isSound
      ? undefined
      : noKey(`${place} ${keys.length > 0 ? "contains a line that is" : "is"} not an age key`, variable),
  };
}

function noKey(fact: string, variable: GivenKeys["variable"]): K6pError {
  return new K6pError("SEALED_NOT_FOR_YOU", {
    message: `${fact} (AGE-SECRET-KEY-1…), so it cannot open sealed tokens.`,
    remedy: [`Check the value of ${variable}.`, `Or do not use it: unset ${variable}`],
    details: { variable },
  });
}

function readKeyFile(host: Host, path: string): string {
  const naming = (what: string) => `K6P_AGE_IDENTITY_FILE names ${path}, ${what}`;
  let bytes: Uint8Array | undefined;
  try {
    bytes = host.files.read(path, LARGEST_KEY_FILE)?.bytes;
  } catch (error) {
    const failure = readFailure(error, path);
    if (!(failure instanceof K6pError)) throw failure;
    const { code, message, remedy, details } = failure;
    throw new K6pError(code, { message: naming(`and ${message}`), remedy, details, cause: error });
  }
  if (bytes !== undefined) return Buffer.from(bytes).toString("utf8");
  throw new K6pError("FILE_READ_FAILED", {
    message: naming("which does not exist."),
    remedy: [`ls -l ${quotedPath(path)}`],
    details: { file: path },
  });
}

function lost(store: string, what: string): K6pError {
  return new K6pError("MEMBER_KEY_LOST", {
    message: `Your secret member key is gone: ${store} ${what}.`,
    remedy: [
      "Create a new key: k6p team join --renew",
      "Then ask a member to add its public key to the team file and seal again: k6p team seal --all",
    ],
  });
}
