import { systemErrorCode } from "../../../errors/k6p-error.ts";
import type { Host } from "../../../host/host.ts";
import { quotedPath } from "../../../host/quoted-path.ts";
import type { Unreadiness } from "../../secret-store.ts";
import { type AgeKeys, parseAgeKeys } from "./age-keys.ts";
import type { VaultLayout } from "./vault-layout.ts";

const LARGEST_KEY_FILE = 64 * 1024;

export type VaultKeys =
  /** The first key is the one that new secrets are sealed for. `source` names where they come from. */
  | { readonly kind: "keys"; readonly keys: AgeKeys; readonly source: string }
  /** There is no key yet, and no secret that would need one. */
  | { readonly kind: "none" }
  | { readonly kind: "unusable"; readonly why: Unreadiness };

/**
 * The keys of the vault: those of `K6P_AGE_IDENTITY` (their text) or `K6P_AGE_IDENTITY_FILE` when one is set, else those of the
 * identity file. The mode of a file that the variable names is up to whoever put it there: containers mount secrets readable by all.
 * Throws the system's error when the vault cannot be looked at.
 */
export function findVaultKeys(host: Host, layout: VaultLayout): VaultKeys {
  const text = host.env["K6P_AGE_IDENTITY"];
  if (text) return keysOf(text, "K6P_AGE_IDENTITY");
  const named = host.env["K6P_AGE_IDENTITY_FILE"];
  if (!named) return ownKeys(host, layout);
  const content = readKeyFile(host, named);
  return (
    content ?? unusable(`K6P_AGE_IDENTITY_FILE names ${named}, which does not exist.`, [`ls -l ${quotedPath(named)}`])
  );
}

function ownKeys(host: Host, layout: VaultLayout): VaultKeys {
  const keys = readKeyFile(host, layout.identity);
  if (keys !== undefined) return keys;
  if (!holdsSecrets(host, layout)) return { kind: "none" };
  // Another process may have made the key, and its first secret, after we looked.
  return readKeyFile(host, layout.identity) ?? missingKey(layout);
}

function readKeyFile(host: Host, path: string): VaultKeys | undefined {
  try {
    const snapshot = host.files.read(path, LARGEST_KEY_FILE);
    return snapshot === undefined ? undefined : keysOf(Buffer.from(snapshot.bytes).toString("utf8"), path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return unusable(`The key of the file vault (${path}) cannot be read (${code}).`, [`ls -l ${quotedPath(path)}`]);
  }
}

function keysOf(text: string, source: string): VaultKeys {
  const parsed = parseAgeKeys(text);
  return parsed.kind === "keys" ? { ...parsed, source } : invalidKeys(source, parsed.reason);
}

export function invalidKeys(source: string, fault: string): VaultKeys & { readonly kind: "unusable" } {
  return unusable(`The key of the file vault cannot be used: ${source} ${fault}.`, [
    "Bring the key (a line that begins with AGE-SECRET-KEY-1) back from a backup.",
  ]);
}

function holdsSecrets(host: Host, layout: VaultLayout): boolean {
  return (host.files.list(layout.secrets) ?? []).some((name) => name.endsWith(".age"));
}

function missingKey(layout: VaultLayout): VaultKeys {
  return unusable(
    `The key of the file vault (${layout.identity}) is missing, and nothing else opens the tokens in it.`,
    [
      "Bring the file back from a backup, or name a copy of it: export K6P_AGE_IDENTITY_FILE=FILE",
      `Or give the tokens up and start anew: rm -r ${quotedPath(layout.secrets)}`,
    ],
  );
}

function unusable(reason: string, remedy: readonly string[]): VaultKeys & { readonly kind: "unusable" } {
  return { kind: "unusable", why: { state: "broken", reason, remedy } };
}
