import { K6pError, systemErrorCode } from "../../../../errors/k6p-error.ts";
import type { Host } from "../../../../host/host.ts";
import { joinPath } from "../../../../host/join-path.ts";
import { randomName } from "../../../../host/files/random-name.ts";
import type { SecretStore } from "../../../secret-store.ts";
import type { StoreCall } from "../../../store-call.ts";
import { parseKeyringEntry } from "../key/keyring-entry.ts";
import { generationIn, generationLayout, layoutIn, secretPath, type VaultLayout } from "./vault-layout.ts";

const UNFINISHED = /^unfinished-[0-9a-f]{12}$/;
/** A file in a generation whose predecessor, in the vault's own folder, k6p must still remove. k6p does not remove anything else there. */
const TAKES_OVER = "takes-over";

export interface TidyParts {
  readonly host: Host;
  readonly keyring: SecretStore;
}

/** A new place in the vault, for a generation that is not finished. */
export function unfinishedLayout(host: Host, { vault, generation }: VaultLayout): VaultLayout {
  return layoutIn(host, { vault, generation, folder: joinPath(host, vault, `unfinished-${randomName(host)}`) });
}

/** Path of the file that makes a generation take over from the one in the vault's own folder. */
export function takeOverPath(host: Host, layout: VaultLayout): string {
  return joinPath(host, layout.folder, TAKES_OVER);
}

/** Whether this generation is in use, no other one is being made, and nothing is left of a previous one. */
export function isTidy(host: Host, layout: VaultLayout): boolean {
  const isAlone = (): boolean =>
    (host.files.list(layout.vault) ?? []).every(
      (name) => !UNFINISHED.test(name) && (generationIn(name) ?? layout.generation) === layout.generation,
    );
  // While a folder gets its final name, a list may have neither name of it; the next one has the final name.
  return isAlone() && isAlone() && host.files.status(takeOverPath(host, layout)) === undefined;
}

/** Removes what a change of the key left behind. Call it under the vault's lock. Returns the places of what could not be removed. */
export async function tidyVault(parts: TidyParts, current: VaultLayout, call: StoreCall): Promise<readonly string[]> {
  const leftovers: string[] = [];
  const remove = async (layout: VaultLayout): Promise<void> => {
    leftovers.push(...(await removeGeneration(parts, layout, call)));
  };
  try {
    for (const layout of remains(parts.host, current)) await remove(layout);
    const marker = takeOverPath(parts.host, current);
    if (parts.host.files.status(marker) === undefined) return leftovers;
    await remove(generationLayout(parts.host, current.vault, 0));
    if (leftovers.length === 0) parts.host.files.remove(marker);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    leftovers.push(current.vault);
  }
  return leftovers;
}

function remains(host: Host, { vault, generation }: VaultLayout): readonly VaultLayout[] {
  return (host.files.list(vault) ?? []).flatMap((name) => {
    if (UNFINISHED.test(name)) return [layoutIn(host, { vault, generation, folder: joinPath(host, vault, name) })];
    const number = generationIn(name);
    return number !== undefined && number < generation ? [generationLayout(host, vault, number)] : [];
  });
}

/** Removes what was written to a generation when that was being removed. */
export function removeLateSecret({ files, platform }: Host, layout: VaultLayout, reference: string): void {
  files.remove(secretPath({ platform }, layout, reference));
  if (files.list(layout.secrets)?.length === 0) files.removeTree(layout.secrets);
}

/** Removes a key and the secrets that it opens, the key first. Returns the places of what could not be removed. */
export async function removeGeneration(
  { host, keyring }: TidyParts,
  layout: VaultLayout,
  call: StoreCall,
): Promise<readonly string[]> {
  const { files } = host;
  const { plain, passphrase, keyring: entryPath } = layout.identities;
  const leftovers: string[] = [];
  const attempt = async (place: string, action: () => unknown): Promise<boolean> => {
    try {
      await action();
      return true;
    } catch (error) {
      if (!(error instanceof K6pError) && systemErrorCode(error) === undefined) throw error;
      leftovers.push(place);
      return false;
    }
  };
  for (const path of [plain, passphrase]) await attempt(path, () => files.remove(path));
  // The entry stays as long as what it names.
  await attempt(entryPath, async () => {
    const bytes = files.read(entryPath, 64 * 1024)?.bytes;
    const entry = bytes === undefined ? undefined : parseKeyringEntry(Buffer.from(bytes).toString("utf8"));
    if (entry !== undefined) await keyring.remove(entry.reference, call);
    files.remove(entryPath);
  });
  await attempt(layout.secrets, () => files.removeTree(layout.secrets));
  if (layout.folder !== layout.vault && leftovers.length === 0) {
    await attempt(layout.folder, () => files.removeTree(layout.folder));
  }
  return leftovers;
}
