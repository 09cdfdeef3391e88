import { K6pError } from "../errors/k6p-error.ts";
import { findProgram } from "../host/find-program.ts";
import type { Host } from "../host/host.ts";
import { pathRules } from "../host/join-path.ts";

export interface GitProgram {
  /** Absolute. */
  readonly path: string;
  /** The folders in which git may find the programs it starts, such as `ssh`. */
  readonly searchFolders: readonly string[];
}

/**
 * Searches PATH for git, except in folders that foreign files can bring along: those in `projects` and `node_modules`. A project
 * that contains the home folder, or the whole disk, is not excluded. Throws `GIT_MISSING`.
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
  const where = skipped.length === 0 ? "" : `, except in folders that a project can write to: ${skipped.join(", ")}`;
  return new K6pError("GIT_MISSING", {
    message: `git was not found on PATH${where}.`,
    remedy: ["Install git, or add its folder to PATH: https://git-scm.com/downloads"],
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

/** Windows calls it `Path` and ignores case. */
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
