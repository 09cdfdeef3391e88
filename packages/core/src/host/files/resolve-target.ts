import { K6pError } from "../../errors/k6p-error.ts";
import type { FileStatus, Host } from "../host.ts";
import { pathRules } from "../join-path.ts";
import { quotedPath } from "../posix-quote.ts";

const MOST_LINKS = 40;

/** The file that a path resolves to. It need not exist; its folder does. */
export interface Target {
  readonly realPath: string;
  readonly directory: string;
}

/**
 * Follows the symlinks of a path, a dangling one to what it names, and creates missing folders with mode `createParents`. Throws
 * `FILE_UNSAFE` for a loop, and for a folder or link that lets another user replace our file.
 */
export function resolveTarget(host: Host, path: string, createParents: number | undefined): Target {
  const rules = pathRules(host);
  let next = rules.resolve(host.workingDirectory, path);
  const links: FileStatus[] = [];
  for (let count = 0; count <= MOST_LINKS; count++) {
    const directory = realDirectory(host, rules.dirname(next), createParents);
    refuseOpenFolders(host, directory);
    const realPath = rules.join(directory, rules.basename(next));
    const status = host.files.linkStatus(realPath);
    if (status?.kind !== "symlink") {
      if (status !== undefined) refuseForeignOrIrregular(host, realPath, status);
      refuseForeignLinks(host, path, { links, targetOwner: status?.userId });
      return { realPath, directory };
    }
    links.push(status);
    next = rules.resolve(directory, host.files.readLink(realPath));
  }
  throw unsafe(path, "is a symbolic link that points back to itself", [`ls -l ${quotedPath(path)}`]);
}

/** Throws `FILE_UNSAFE` unless the status is that of a regular file of ours (of any user, when we are root). */
export function refuseForeignOrIrregular(host: Host, path: string, status: FileStatus): void {
  const look = [`ls -ld ${quotedPath(path)}`];
  if (status.kind !== "file") throw unsafe(path, "is not a regular file", look);
  if (host.userId === undefined || host.userId === 0 || status.userId === host.userId) return;
  throw unsafe(path, `belongs to another user (user ID ${status.userId})`, look);
}

function realDirectory(host: Host, directory: string, createParents: number | undefined): string {
  const found = host.files.realPath(directory);
  if (found !== undefined) return found;
  if (createParents !== undefined) host.files.makeDirectory(directory, createParents);
  return host.files.realPath(directory) ?? directory;
}

/** In a folder that everyone can write to, everyone can rename our file, unless the sticky bit forbids it. */
function refuseOpenFolders(host: Host, directory: string): void {
  if (host.platform === "win32") return;
  const { dirname } = pathRules(host);
  for (let folder = directory; ; folder = dirname(folder)) {
    const mode = host.files.linkStatus(folder)?.mode ?? 0;
    if ((mode & 0o002) !== 0 && (mode & 0o1000) === 0) {
      throw unsafe(folder, "is a folder that every user can write to", [`chmod o-w ${quotedPath(folder)}`]);
    }
    if (folder === dirname(folder)) return;
  }
}

/** As the kernel does in sticky folders (`protected_symlinks`): a link counts when it is ours, root's, or of the owner of what it leads to. */
function refuseForeignLinks(
  host: Host,
  path: string,
  found: { readonly links: readonly FileStatus[]; readonly targetOwner: number | undefined },
): void {
  if (host.userId === undefined) return;
  const trusted = new Set([host.userId, 0, ...(host.userId === 0 ? [found.targetOwner] : [])]);
  const foreign = found.links.find((link) => !trusted.has(link.userId));
  if (foreign === undefined) return;
  throw unsafe(path, `is a symbolic link of another user (user ID ${foreign.userId})`, [`ls -l ${quotedPath(path)}`]);
}

function unsafe(path: string, fact: string, remedy: readonly string[]): K6pError {
  return new K6pError("FILE_UNSAFE", { message: `${path} ${fact}.`, remedy, details: { file: path } });
}
