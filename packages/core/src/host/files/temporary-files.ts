import type { Host } from "../host.ts";
import { joinPath, pathRules } from "../join-path.ts";
import { randomName } from "./random-name.ts";

const TEMPORARY = /^\..*\.k6p-[0-9a-f]{12}\.tmp$/u;
const STALE_AFTER_MS = 3_600_000;
/** Names may have 255 bytes, and a character up to 4. */
const MOST_CHARACTERS = 50;

/** A new name next to the file, for content that will replace it. */
export function temporaryPathFor(host: Host, path: string): string {
  const { dirname, basename } = pathRules(host);
  return joinPath(host, dirname(path), `.${basename(path).slice(0, MOST_CHARACTERS)}.k6p-${randomName(host)}.tmp`);
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
