import type { Host } from "../../../host/host.ts";
import type { KeyKeeping } from "../../rekeying.ts";
import type { Secret } from "../../secret.ts";
import type { SecretStore, StoreFailure, StoreReadiness } from "../../secret-store.ts";
import type { StoreCall } from "../../store-call.ts";
import { unreadyFailure } from "../../unready-failure.ts";
import { type AgeCipher, ageCipher } from "./age.ts";
import { type AgeKeys, parseAgeKeys } from "./key/age-keys.ts";
import type { KeyringEntry } from "./key/keyring-entry.ts";
import { findIdentity, invalidIdentity, keyVariable, type VaultIdentity } from "./key/vault-identity.ts";
import type { VaultLayout } from "./generation/vault-layout.ts";

export interface OpenerParts {
  readonly host: Host;
  /** For a key that is kept in the system keyring. */
  readonly keyring: SecretStore;
  /** Undefined where the user cannot be asked. */
  readonly askPassphrase: ((question: string) => Promise<Secret>) | undefined;
}

export interface OpenVault {
  readonly kind: "open";
  readonly cipher: AgeCipher;
  readonly keys: AgeKeys;
  readonly keeping: KeyKeeping | "environment";
  /** Names where the key comes from. */
  readonly source: string;
}

export type VaultAccess =
  | OpenVault
  /** There is no key yet, and no secret that would need one. */
  | { readonly kind: "none" }
  | { readonly kind: "unusable"; readonly why: StoreFailure };

/** Opens generations of the vault, each of them once, so that the user is asked only once. */
export class VaultOpener {
  readonly #parts: OpenerParts;
  readonly #opened = new Map<string, Promise<VaultAccess>>();

  constructor(parts: OpenerParts) {
    this.#parts = parts;
  }

  /** The state of the vault, found without a prompt and without access to the keyring's items. */
  async readiness(layout: VaultLayout, deadlineMs: number): Promise<StoreReadiness> {
    const identity = findIdentity(this.#parts.host, layout);
    if (identity.kind === "unusable") return identity.why;
    if (identity.kind === "keyring") {
      const verdict = await this.#parts.keyring.readiness(deadlineMs);
      return verdict.state === "ready" ? verdict : { ...verdict, reason: `${IN_KEYRING} ${verdict.reason}` };
    }
    if (identity.kind !== "passphrase" || this.#opened.has(layout.folder)) return { state: "ready" };
    const { lockedByPassphrase } = await import("./key/ask-for-passphrase.ts");
    const { reason, remedy } = lockedByPassphrase(identity.source);
    return { state: "locked", reason, remedy };
  }

  /** What encrypts and decrypts the secrets of a vault that is safe to use. */
  async open(layout: VaultLayout, call: StoreCall): Promise<VaultAccess> {
    const known = this.#opened.get(layout.folder);
    if (known !== undefined) return known;
    const opening = this.#open(findIdentity(this.#parts.host, layout), call);
    this.#opened.set(layout.folder, opening);
    let access: VaultAccess | undefined;
    try {
      return (access = await opening);
    } finally {
      const lasts = access?.kind === "open" && (access.keeping === "passphrase" || access.keeping === "keyring");
      if (!lasts) this.#opened.delete(layout.folder);
    }
  }

  async #open(identity: VaultIdentity, call: StoreCall): Promise<VaultAccess> {
    if (identity.kind === "none") return identity;
    if (identity.kind === "unusable") return { kind: "unusable", why: unreadyFailure(identity.why) };
    const { kind: keeping, source } = identity;
    const keys = await this.#keysOf(identity, call);
    if ("kind" in keys) return { kind: "unusable", why: keys };
    const cipher = await ageCipher(keys, this.#parts.host);
    if (cipher === undefined) {
      const variable = keeping === "environment" ? keyVariable(this.#parts.host) : undefined;
      const { why } = invalidIdentity(source, "holds a key with a wrong or missing character", variable);
      return { kind: "unusable", why: unreadyFailure(why) };
    }
    if (identity.kind === "keyring" && identity.entry.recipient !== cipher.recipient) return foreignKey(source);
    return { kind: "open", cipher, keys, keeping, source };
  }

  async #keysOf(
    identity: Exclude<VaultIdentity, { readonly kind: "none" | "unusable" }>,
    call: StoreCall,
  ): Promise<AgeKeys | StoreFailure> {
    if ("keys" in identity) return identity.keys;
    const text = await (identity.kind === "keyring" ? this.#readKeyring(identity.entry, call) : this.#unwrap(identity));
    if (typeof text !== "string") return text;
    const parsed = parseAgeKeys(text);
    return parsed.kind === "keys" ? parsed.keys : unreadyFailure(invalidIdentity(identity.source, parsed.reason).why);
  }

  async #unwrap({
    file,
    source,
  }: {
    readonly file: Uint8Array;
    readonly source: string;
  }): Promise<string | StoreFailure> {
    const { askForPassphrase } = await import("./key/ask-for-passphrase.ts");
    const { host, askPassphrase } = this.#parts;
    return askForPassphrase({ host, file, source, ask: askPassphrase });
  }

  async #readKeyring({ reference }: KeyringEntry, call: StoreCall): Promise<string | StoreFailure> {
    const result = await this.#parts.keyring.read(reference, call);
    if (result.kind === "found") return result.secret.reveal();
    const reason =
      result.kind === "absent" ? "It was removed from there, and nothing else decrypts the tokens." : result.reason;
    const remedy =
      result.kind === "absent" ? ["If you have a copy of the key: export K6P_AGE_IDENTITY_FILE=FILE"] : result.remedy;
    return {
      kind: result.kind === "absent" ? "unavailable" : result.kind,
      reason: `${IN_KEYRING} ${reason}`,
      remedy,
    };
  }
}

const IN_KEYRING = "The key of the file vault is kept in the system keyring.";

function foreignKey(source: string): VaultAccess {
  return {
    kind: "unusable",
    why: {
      kind: "mismatch",
      reason: `${IN_KEYRING} The key there is not the one that ${source} names: it was replaced.`,
      remedy: ["If you have a copy of the key: export K6P_AGE_IDENTITY_FILE=FILE"],
    },
  };
}
