import type { Host } from "../host.ts";
import { joinPath, pathRules } from "../join-path.ts";

const TEMPORARY = /^\..*\.k6p-[0-9a-f]{12}\.tmp$/u;
const STALE_AFTER_MS = 3_600_000;
/** Names may have 255 bytes, and a character up to 4. */
const MOST_CHARACTERS = 50;

/** Where the holder of a lock writes the content that will replace a file: next to it, under a name made from the lock's nonce. */
export function temporaryPathFor(host: Host, path: string, nonce: string): string {
  const { dirname, basename } = pathRules(host);
  return joinPath(host, dirname(path), `.${basename(path).slice(0, MOST_CHARACTERS)}.k6p-${nonce}.tmp`);
}

/** Removes what the holder of an abandoned lock had begun to write. Throws the system's error when it stays. */
export function removeTemporaryOf(
  host: Host,
  { path, nonce }: { readonly path?: string; readonly nonce?: string },
): void {
  if (typeof path !== "string" || typeof nonce !== "string") return;
  const temporary = temporaryPathFor(host, path, nonce);
  if (!isTemporaryName(pathRules(host).basename(temporary))) return;
  if (host.files.linkStatus(temporary)?.kind === "file") host.files.remove(temporary);
}

export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Removes our temporary files that killed processes left in a folder, once they are an hour old. Returns their names; ignores what cannot be removed. */
export function removeStaleTemporaries(host: Host, directory: string): readonly string[] {
  const oldest = host.clock.now().getTime() - STALE_AFTER_MS;
  const names = attempt(() => host.files.list(directory)) ?? [];
  return names.filter((name) => {
    if (!isTemporaryName(name)) return false;
    const path = joinPath(host, directory, name);
    return attempt(() => isOurs(host, path, oldest) && host.files.remove(path)) ?? false;
  });
}

function isOurs(host: Host, path: string, oldest: number): boolean {
  const status = host.files.linkStatus(path);
  if (status?.kind !== "file" || status.modifiedAt.getTime() > oldest) return false;
  return host.userId === undefined || status.userId === host.userId;
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
