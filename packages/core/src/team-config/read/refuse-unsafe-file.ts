import { K6pError } from "../../errors/k6p-error.ts";
import { sanitizeText } from "../../errors/sanitize-text.ts";
import type { FileStatus, Host } from "../../host/host.ts";
import { pathRules } from "../../host/join-path.ts";
import { quotedPath } from "../../host/posix-quote.ts";
import { TEAM_OWNERS_VARIABLE } from "../../host/k6p-variables.ts";

export interface FoundFile {
  /** The path that was searched; may be a symlink. */
  readonly path: string;
  readonly realPath: string;
  /** Status of the file with all symlinks resolved. */
  readonly status: FileStatus;
}

/**
 * Throws `FILE_UNSAFE` for a file that another user of this machine could have put there or could change: a file of another user (root and the
 * users in `K6P_TEAM_OWNERS` are trusted), a file that every user can write, or a file in such a folder without the sticky bit.
 */
export function refuseUnsafeFile(host: Host, { path, realPath, status }: FoundFile): void {
  if (host.platform === "win32") return;
  const owners = trustedOwners(host);
  const link = host.files.linkStatus(path);
  if (link?.kind === "symlink" && !owners.has(link.userId))
    throw foreign(host, { path, fact: "is a symbolic link owned by", userId: link.userId });
  if (!owners.has(status.userId)) throw foreign(host, { path: realPath, fact: "belongs to", userId: status.userId });
  if ((status.mode & 0o002) !== 0)
    throw unsafe(realPath, "is writable by every user", [`chmod o-w ${quotedPath(realPath)}`]);
  for (const folder of new Set([...foldersAbove(host, path), ...foldersAbove(host, realPath)])) {
    const mode = host.files.status(folder)?.mode ?? 0;
    if ((mode & 0o002) === 0 || (mode & 0o1000) !== 0) continue;
    throw unsafe(realPath, `is in ${folder}, which is writable by every user`, [`chmod o-w ${quotedPath(folder)}`]);
  }
}

function trustedOwners(host: Host): ReadonlySet<number | undefined> {
  const named = namedOwners(host).filter(isUserId);
  // With sudo, the files of the calling user are trusted.
  const sudo = host.userId === 0 ? [host.env["SUDO_UID"] ?? ""].filter(isUserId) : [];
  return new Set([host.userId, 0, ...[...named, ...sudo].map(Number)]);
}

function namedOwners({ env }: Host): readonly string[] {
  return (env[TEAM_OWNERS_VARIABLE] ?? "").split(",").flatMap((id) => (id.trim() === "" ? [] : [id.trim()]));
}

function isUserId(text: string): boolean {
  return /^[0-9]{1,10}$/.test(text);
}

function foldersAbove(host: Host, path: string): readonly string[] {
  const { dirname } = pathRules(host);
  const folders = [dirname(path)];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) folders.push(dirname(folder));
  return folders;
}

interface ForeignFile {
  readonly path: string;
  readonly fact: string;
  readonly userId: number;
}

function foreign(host: Host, { path, fact, userId }: ForeignFile): K6pError {
  const odd = namedOwners(host).filter((id) => !isUserId(id));
  return unsafe(path, `${fact} another user (user ID ${userId})`, [
    `ls -ld ${quotedPath(path)}`,
    ...(odd.length === 0
      ? []
      : [`${TEAM_OWNERS_VARIABLE} must hold numeric user IDs, but holds ${sanitizeText(odd.join(", "), 60)}`]),
    `If you trust that user's files: export ${TEAM_OWNERS_VARIABLE}=${userId}`,
  ]);
}

function unsafe(path: string, fact: string, remedy: readonly string[]): K6pError {
  return new K6pError("FILE_UNSAFE", {
    message: `${path} ${fact}. k6p does not read it.`,
    remedy,
    details: { file: path },
  });
}
