import type { Host } from "../../../host/host.ts";
import type { Unreadiness } from "../../secret-store.ts";
import { type AgeCipher, ageCipher } from "./age.ts";
import { fileFailure } from "./file-failure.ts";
import { findVaultKeys, invalidKeys, type VaultKeys } from "./vault-keys.ts";
import type { VaultLayout } from "./vault-layout.ts";
import { looseVault } from "./vault-permissions.ts";

export type VaultAccess =
  /** `source` names where the keys of the cipher come from. */
  | { readonly kind: "open"; readonly cipher: AgeCipher; readonly source: string }
  /** There is no key yet, and no secret that would need one. */
  | { readonly kind: "none" }
  | { readonly kind: "unusable"; readonly why: Unreadiness };

/** The keys of a vault that is safe to use; loads nothing. */
export function vaultKeys(host: Host, layout: VaultLayout): VaultKeys {
  try {
    const why = looseVault(host, layout);
    return why === undefined ? findVaultKeys(host, layout) : { kind: "unusable", why };
  } catch (error) {
    const { reason, remedy } = fileFailure(error, layout.vault);
    return { kind: "unusable", why: { state: "broken", reason, remedy } };
  }
}

/** What opens and seals the secrets of a vault that is safe to use. */
export async function accessVault(host: Host, layout: VaultLayout): Promise<VaultAccess> {
  const keys = vaultKeys(host, layout);
  if (keys.kind !== "keys") return keys;
  const cipher = await ageCipher(keys.keys);
  if (cipher !== undefined) return { kind: "open", cipher, source: keys.source };
  return invalidKeys(keys.source, "holds a key with a wrong or missing character");
}
