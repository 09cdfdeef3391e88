import { K6pError, systemErrorCode } from "../../../../errors/k6p-error.ts";
import type { Host } from "../../../../host/host.ts";
import type { HeldLock } from "../../../../host/files/lock.ts";
import { quotedPath } from "../../../../host/posix-quote.ts";
import { writeFailure } from "../../../../host/files/write-failure.ts";
import type { SecretStore } from "../../../secret-store.ts";
import type { StoreCall } from "../../../store-call.ts";
import { buildGeneration, type BuildRequest } from "./build-generation.ts";
import { removeGeneration, takeOverPath, unfinishedLayout } from "./tidy-vault.ts";
import { generationLayout, type VaultLayout } from "./vault-layout.ts";

export interface PutRequest extends Omit<BuildRequest, "layout" | "goOn"> {
  readonly current: VaultLayout;
  readonly lock: HeldLock;
}

/**
 * Makes the generation that follows the current one, aside, and puts it in use by one rename. When anything fails before that, what was made
 * is removed and the current one is as it was. Throws `STORE_*` or `FILE_*`.
 */
export async function putGenerationInPlace(
  parts: { readonly host: Host; readonly keyring: SecretStore },
  { current, lock, ...request }: PutRequest,
): Promise<{ readonly next: VaultLayout; readonly secrets: number }> {
  const { host } = parts;
  const goOn = (): void => {
    if (!lock.stillHeld()) throw lockLost(current);
  };
  const built = unfinishedLayout(host, current);
  const next = generationLayout(host, current.vault, current.generation + 1);
  let secrets: number;
  try {
    secrets = await buildGeneration(parts, { ...request, layout: built, goOn });
    if (current.generation === 0 || host.files.status(takeOverPath(host, current)) !== undefined) {
      host.files.create(takeOverPath(host, built), new Uint8Array(), 0o600);
    }
    host.files.syncDirectory(built.folder);
    goOn();
    host.files.rename(built.folder, next.folder);
  } catch (error) {
    await clear(parts, built, request.call);
    throw writeFailure(error, built.folder);
  }
  confirm(host, next);
  return { next, secrets };
}

/** What cannot be removed now is removed with the next change. */
async function clear(
  parts: { readonly host: Host; readonly keyring: SecretStore },
  built: VaultLayout,
  call: StoreCall,
): Promise<void> {
  try {
    await removeGeneration(parts, built, call);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
}

function confirm(host: Host, next: VaultLayout): void {
  try {
    host.files.syncDirectory(next.vault);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new K6pError("FILE_WRITE_FAILED", {
      message: `The file vault has its new key (${next.folder}), but the disk did not confirm it (${code}): a power loss may restore the previous key, so k6p kept it.`,
      remedy: [`Check the disk: df -h ${quotedPath(next.vault)}`],
      details: { file: next.folder, systemError: code },
      cause: error,
    });
  }
}

function lockLost({ vault }: VaultLayout): K6pError {
  return new K6pError("FILE_LOCKED", {
    message: `Another process took over the lock of the file vault (${vault}) because this one was paused for too long. Nothing was changed.`,
    remedy: ["Try again."],
    details: { file: vault },
  });
}
