import type { Host } from "./host.ts";
import { joinPath, pathRules } from "./join-path.ts";

const REPOSITORY_MARKS = [".git", ".hg", ".jj", ".svn"];

/** The repository that the working folder is in, whose content others may have written; undefined when it is the home folder or holds it. */
export function projectFolder(host: Host): string | undefined {
  const repository = repositoryOf(host, realPath(host, host.workingDirectory));
  if (repository === undefined || host.homeDirectory === "") return repository;
  return isInside(host, realPath(host, host.homeDirectory), repository) ? undefined : repository;
}

/** Whether a path is a folder or something in it. */
export function isInside(host: Host, path: string, folder: string): boolean {
  const rules = pathRules(host);
  const way = rules.relative(folder, path);
  return way !== ".." && !way.startsWith(`..${rules.sep}`) && !rules.isAbsolute(way);
}

function repositoryOf(host: Host, start: string): string | undefined {
  const { dirname } = pathRules(host);
  for (let folder = start; ; folder = dirname(folder)) {
    const here = folder;
    if (REPOSITORY_MARKS.some((mark) => host.files.linkStatus(joinPath(host, here, mark)) !== undefined)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function realPath(host: Host, path: string): string {
  return host.files.realPath(path) ?? path;
}
