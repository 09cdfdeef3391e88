import type { FileStatus, Host } from "../../../host/host.ts";
import { pathRules } from "../../../host/join-path.ts";

const MOST_LINKS = 40;
const WRITABLE_BY_ALL = 0o002;
const STICKY = 0o1000;

/**
 * Why the program at an absolute path must not be run, as the end of a sentence; undefined when nobody but the user and root can
 * have put it there. Follows every link of the path.
 */
export function programFault(host: Host, path: string): string | undefined {
  const rules = pathRules(host);
  if (!rules.isAbsolute(path)) return "is not an absolute path";
  let next = path;
  for (let count = 0; count <= MOST_LINKS; count++) {
    const folder = host.files.realPath(rules.dirname(next));
    const here = rules.join(folder ?? rules.dirname(next), rules.basename(next));
    const status = host.files.linkStatus(here);
    if (folder === undefined || status === undefined) return "no longer exists";
    const fault = openFolderFault(host, folder) ?? ownerFault(host, status);
    if (fault !== undefined) return fault;
    if (status.kind !== "symlink") return fileFault(host, here, status);
    next = rules.resolve(folder, host.files.readLink(here));
  }
  return "is a symbolic link that points back to itself";
}

function ownerFault(host: Host, status: FileStatus): string | undefined {
  const isTrusted = host.userId === undefined || status.userId === host.userId || status.userId === 0;
  return isTrusted ? undefined : `belongs to another user (user ID ${status.userId})`;
}

function fileFault(host: Host, path: string, status: FileStatus): string | undefined {
  if (status.kind !== "file") return "is not a regular file";
  if (host.platform !== "win32" && (status.mode & WRITABLE_BY_ALL) !== 0) return "can be written by every user";
  return host.files.canExecute(path) ? undefined : "is not executable";
}

/** The sticky bit keeps others from replacing a folder further up, but not from being the first in a folder that everybody uses. */
function openFolderFault(host: Host, folder: string): string | undefined {
  if (host.platform === "win32") return undefined;
  const { dirname } = pathRules(host);
  for (let current = folder; ; current = dirname(current)) {
    const mode = host.files.linkStatus(current)?.mode ?? 0;
    const isGuarded = (mode & STICKY) !== 0 && current !== folder;
    if ((mode & WRITABLE_BY_ALL) !== 0 && !isGuarded) return `is in ${current}, where every user can write`;
    if (current === dirname(current)) return undefined;
  }
}
