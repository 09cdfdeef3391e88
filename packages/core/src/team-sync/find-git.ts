import { K6pError } from "../errors/k6p-error.ts";
import { findProgram } from "../host/find-program.ts";
import type { Host } from "../host/host.ts";
import { pathRules } from "../host/join-path.ts";

export interface GitProgram {
  /** Absolute. */
  readonly path: string;
  /** The folders in which git may look for what it starts itself, such as `ssh`. */
  readonly searchFolders: readonly string[];
}

/**
 * Looks for git on PATH, without the folders that foreign files can bring along: those below `projects` and those of `node_modules`. A project
 * that holds the home folder, or everything, is no such place. Throws `GIT_MISSING`.
 */
export function findGit(host: Host, projects: readonly string[]): GitProgram {
  const foreign = projects.map((folder) => realPath(host, folder)).filter((folder) => !holdsHome(host, folder));
  const isForeign = (path: string): boolean =>
    /(^|[\\/])node_modules([\\/]|$)/.test(path) || foreign.some((folder) => isWithin(host, path, folder));
  const entries = pathEntries(host);
  const searchFolders = entries.filter((entry) => !isForeign(entry) && !isForeign(realPath(host, entry)));
  for (const folder of searchFolders) {
    const found = findProgram(withPath(host, [folder]), "git");
    if (found?.kind === "found" && !isForeign(realPath(host, found.path))) return { path: found.path, searchFolders };
  }
  throw missing(entries.filter((entry) => !searchFolders.includes(entry)));
}

function missing(skipped: readonly string[]): K6pError {
  const where =
    skipped.length === 0 ? "" : `; not looked into, since a project could have put it there: ${skipped.join(", ")}`;
  return new K6pError("GIT_MISSING", {
    message: `There is no git on PATH${where}.`,
    remedy: ["Install git, or put its folder on PATH: https://git-scm.com/downloads"],
    details: { skipped },
  });
}

/** Absolute entries; an empty or relative one means the working folder. */
function pathEntries(host: Host): readonly string[] {
  const { delimiter, isAbsolute } = pathRules(host);
  return (host.env[pathVariable(host)] ?? "").split(delimiter).filter((entry) => isAbsolute(entry));
}

function withPath(host: Host, folders: readonly string[]): Host {
  const env = { ...host.env, [pathVariable(host)]: folders.join(pathRules(host).delimiter) };
  return { ...host, env };
}

/** Windows calls it `Path` and does not mind the case. */
function pathVariable(host: Host): string {
  if (host.platform !== "win32") return "PATH";
  return Object.keys(host.env).find((name) => name.toUpperCase() === "PATH") ?? "Path";
}

function holdsHome(host: Host, folder: string): boolean {
  const { dirname } = pathRules(host);
  return (
    folder === dirname(folder) ||
    (host.homeDirectory !== "" && isWithin(host, realPath(host, host.homeDirectory), folder))
  );
}

function isWithin(host: Host, path: string, folder: string): boolean {
  const { relative, isAbsolute, sep } = pathRules(host);
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realPath(host: Host, path: string): string {
  try {
    return host.files.realPath(path) ?? path;
  } catch {
    return path;
  }
}
