import { systemErrorCode } from "../../../../errors/k6p-error.ts";
import type { Host } from "../../../../host/host.ts";
import { quotedPath } from "../../../../host/posix-quote.ts";
import type { KeyKeeping } from "../../../rekeying.ts";
import type { Unreadiness } from "../../../secret-store.ts";
import { type AgeKeys, parseAgeKeys } from "./age-keys.ts";
import { fileFailure } from "../file-failure.ts";
import { type KeyringEntry, parseKeyringEntry } from "./keyring-entry.ts";
import type { VaultLayout } from "../generation/vault-layout.ts";
import { looseVault } from "../vault-permissions.ts";
import { expandHome } from "../../../../host/expand-home.ts";
import { AGE_IDENTITY_FILE_VARIABLE, AGE_IDENTITY_VARIABLE } from "../../../../host/k6p-variables.ts";

const LARGEST_KEY_FILE = 64 * 1024;
const KEEPINGS: readonly KeyKeeping[] = ["plain", "passphrase", "keyring"];

/** What is known about a vault's key before anything is asked or unlocked. `source` names where the key, or its entry, was found. */
export type VaultIdentity =
  /** The first key is the one that new secrets are sealed for. */
  | { readonly kind: "environment" | "plain"; readonly keys: AgeKeys; readonly source: string }
  | { readonly kind: "passphrase"; readonly file: Uint8Array; readonly source: string }
  | { readonly kind: "keyring"; readonly entry: KeyringEntry; readonly source: string }
  /** There is no key yet, and no secret that would need one. */
  | { readonly kind: "none" }
  | UnusableIdentity;

export interface UnusableIdentity {
  readonly kind: "unusable";
  readonly why: Unreadiness;
}

/** The key of a vault that is safe to use: what `K6P_AGE_IDENTITY` or `K6P_AGE_IDENTITY_FILE` gives, else the vault's own. Loads nothing. */
export function findIdentity(host: Host, layout: VaultLayout): VaultIdentity {
  try {
    const why = looseVault(host, layout);
    return why === undefined ? (givenIdentity(host) ?? ownIdentity(host, layout)) : { kind: "unusable", why };
  } catch (error) {
    const { reason, remedy } = fileFailure(error, layout.vault);
    return { kind: "unusable", why: { state: "broken", reason, remedy } };
  }
}

/** The variable that gives the key in place of the vault's own; undefined when none is set. */
export function keyVariable({
  env,
}: Host): typeof AGE_IDENTITY_VARIABLE | typeof AGE_IDENTITY_FILE_VARIABLE | undefined {
  if (env[AGE_IDENTITY_VARIABLE]) return AGE_IDENTITY_VARIABLE;
  return env[AGE_IDENTITY_FILE_VARIABLE] ? AGE_IDENTITY_FILE_VARIABLE : undefined;
}

/** How to use the vault's own key again. */
export function withoutVariable(variable: string): string {
  return `If ${variable} is not for the file vault: unset ${variable}`;
}

/** Any mode is accepted for a file that the variable names: containers mount secrets readable by everyone. */
function givenIdentity(host: Host): VaultIdentity | undefined {
  const text = host.env[AGE_IDENTITY_VARIABLE];
  if (text)
    return keysIn(text, { kind: "environment", source: AGE_IDENTITY_VARIABLE, variable: AGE_IDENTITY_VARIABLE });
  const named = host.env[AGE_IDENTITY_FILE_VARIABLE];
  if (!named) return undefined;
  const path = expandHome(host, named);
  const file = readKeyFile(host, path, `K6P_AGE_IDENTITY_FILE names ${path}, which`);
  if (file === undefined) {
    const place = path === named ? path : `${path} (~ is your home folder)`;
    return unusable(`K6P_AGE_IDENTITY_FILE names ${place}, which does not exist.`, [`ls -l ${quotedPath(path)}`]);
  }
  return file instanceof Uint8Array
    ? keysIn(textOf(file), { kind: "environment", source: path, variable: AGE_IDENTITY_FILE_VARIABLE })
    : file;
}

function ownIdentity(host: Host, layout: VaultLayout): VaultIdentity {
  const identity = keptIdentity(host, layout);
  if (identity.kind !== "none" || !holdsSecrets(host, layout)) return identity;
  // Another process may have made the key, and its first secret, after we looked.
  const again = keptIdentity(host, layout);
  return again.kind === "none" ? missingKey(layout) : again;
}

function keptIdentity(host: Host, layout: VaultLayout): VaultIdentity {
  const kept: { keeping: KeyKeeping; source: string; file: Uint8Array }[] = [];
  for (const keeping of KEEPINGS) {
    const source = layout.identities[keeping];
    const file = readKeyFile(host, source);
    if (file instanceof Uint8Array) kept.push({ keeping, source, file });
    else if (file !== undefined) return file;
  }
  const [found, another] = kept;
  if (found === undefined) return { kind: "none" };
  if (another !== undefined) return twoKeys(found.source, another.source);
  const { keeping, source, file } = found;
  if (keeping === "plain") return keysIn(textOf(file), { kind: keeping, source });
  if (keeping === "passphrase") return { kind: keeping, source, file };
  const entry = parseKeyringEntry(textOf(file));
  return entry === undefined ? invalidIdentity(source, "does not say where it is") : { kind: keeping, source, entry };
}

function keysIn(
  text: string,
  { variable, ...found }: { kind: "environment" | "plain"; source: string; variable?: string },
): VaultIdentity {
  const parsed = parseAgeKeys(text);
  return parsed.kind === "keys"
    ? { ...found, keys: parsed.keys }
    : invalidIdentity(found.source, parsed.reason, variable);
}

function readKeyFile(
  host: Host,
  path: string,
  naming = `The key of the file vault (${path})`,
): Uint8Array | UnusableIdentity | undefined {
  try {
    return host.files.read(path, LARGEST_KEY_FILE)?.bytes;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return unusable(`${naming} cannot be read (${code}).`, [`ls -l ${quotedPath(path)}`]);
  }
}

/** `variable` is the one that gives the key. */
export function invalidIdentity(source: string, fault: string, variable?: string): UnusableIdentity {
  return unusable(`The key of the file vault cannot be used: ${source} ${fault}.`, [
    ...(variable === undefined ? [] : [`Check the value of ${variable}.`, withoutVariable(variable)]),
    "Restore the key (a line that begins with AGE-SECRET-KEY-) from a backup.",
  ]);
}

function holdsSecrets(host: Host, layout: VaultLayout): boolean {
  return (host.files.list(layout.secrets) ?? []).some((name) => name.endsWith(".age"));
}

function missingKey({ identities, secrets }: VaultLayout): UnusableIdentity {
  return unusable(
    `The key of the file vault (${identities.plain}) is missing, and nothing else decrypts the tokens in it.`,
    [
      "Restore the file from a backup, or name a copy of it: export K6P_AGE_IDENTITY_FILE=FILE",
      `Or discard the tokens and start over: rm -r ${quotedPath(secrets)}`,
    ],
  );
}

function twoKeys(one: string, other: string): UnusableIdentity {
  return unusable(`The file vault has two keys, ${one} and ${other}, and k6p cannot tell which one is right.`, [
    "Move the key that does not decrypt the tokens to another folder.",
  ]);
}

function textOf(file: Uint8Array): string {
  return Buffer.from(file).toString("utf8");
}

function unusable(reason: string, remedy: readonly string[]): UnusableIdentity {
  return { kind: "unusable", why: { state: "broken", reason, remedy } };
}
