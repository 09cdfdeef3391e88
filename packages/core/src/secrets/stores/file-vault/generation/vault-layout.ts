import type { Host } from "../../../../host/host.ts";
import { joinPath } from "../../../../host/join-path.ts";
import type { KeyKeeping } from "../../../rekeying.ts";

const GENERATION = /^generation-(?<number>[1-9]\d{0,8})$/;

/** Where one generation of the vault, a key and the secrets that it opens, keeps what. */
export interface VaultLayout {
  /** The whole vault. */
  readonly vault: string;
  /** 0 lies in the vault's own folder; each new key begins another one, in a folder of its own. */
  readonly generation: number;
  readonly folder: string;
  /** The file that has the key, or tells where it is. Only one of them exists. */
  readonly identities: Readonly<Record<KeyKeeping, string>>;
  /** Folder with one file a secret. */
  readonly secrets: string;
}

export function vaultFolder(host: Pick<Host, "platform">, dataDirectory: string): string {
  return joinPath(host, dataDirectory, "vault");
}

/** The generation that is in use: the last one. Throws the system's error when the vault cannot be looked at. */
export function currentLayout(host: Pick<Host, "platform" | "files">, vault: string): VaultLayout {
  const numbers = (host.files.list(vault) ?? []).flatMap((name) => generationIn(name) ?? []);
  return generationLayout(host, vault, Math.max(0, ...numbers));
}

export function generationLayout(host: Pick<Host, "platform">, vault: string, generation: number): VaultLayout {
  const folder = generation === 0 ? vault : joinPath(host, vault, `generation-${generation}`);
  return layoutIn(host, { vault, generation, folder });
}

export function layoutIn(
  host: Pick<Host, "platform">,
  place: Pick<VaultLayout, "vault" | "generation" | "folder">,
): VaultLayout {
  const within = (name: string): string => joinPath(host, place.folder, name);
  return {
    ...place,
    identities: {
      plain: within("identity"),
      passphrase: within("identity.age"),
      keyring: within("identity.keyring"),
    },
    secrets: within("secrets"),
  };
}

/** The number in the name of a generation's folder; undefined for any other name. */
export function generationIn(name: string): number | undefined {
  const number = GENERATION.exec(name)?.groups?.["number"];
  return number === undefined ? undefined : Number(number);
}

export function secretPath(host: Pick<Host, "platform">, layout: VaultLayout, reference: string): string {
  return joinPath(host, layout.secrets, `${reference}.age`);
}
