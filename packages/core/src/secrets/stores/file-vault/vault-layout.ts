import type { Host } from "../../../host/host.ts";
import { joinPath } from "../../../host/join-path.ts";

/** Where the vault keeps what. */
export interface VaultLayout {
  readonly vault: string;
  /** File with the key that opens every secret of the vault. */
  readonly identity: string;
  /** Folder with one file a secret. */
  readonly secrets: string;
}

export function vaultLayout(host: Pick<Host, "platform">, dataDirectory: string): VaultLayout {
  const vault = joinPath(host, dataDirectory, "vault");
  return { vault, identity: joinPath(host, vault, "identity"), secrets: joinPath(host, vault, "secrets") };
}

export function secretPath(host: Pick<Host, "platform">, layout: VaultLayout, reference: string): string {
  return joinPath(host, layout.secrets, `${reference}.age`);
}
