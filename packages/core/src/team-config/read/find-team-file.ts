import { systemErrorCode } from "../../errors/k6p-error.ts";
import type { Host } from "../../host/host.ts";
import { joinPath, pathRules } from "../../host/join-path.ts";
import { holdsPackageKey } from "./package-key.ts";
import { TEAM_PLACES } from "../team-places.ts";
import type { TeamSearch } from "./search-by-cosmiconfig.ts";

export interface TeamFileLocation {
  readonly path: string;
  /** The folder with `.git` that the file is in or below; undefined outside a repository. */
  readonly repository: string | undefined;
  /** Other team files in the same folder, which are not read. */
  readonly ignored: readonly string[];
}

/** No team file, and how far k6p searched. */
export interface NoTeamFile {
  readonly path: undefined;
  readonly repository: string | undefined;
  /** The last folder that was searched. */
  readonly last: string;
}

/**
 * Searches for the team file from the working folder up to the root of the repository (a folder with `.git`), the home folder or the root of the
 * file system. cosmiconfig does the search. It is loaded only if one of these folders has a team file, and parses and runs nothing.
 * Throws file system errors.
 */
export async function findTeamFile(host: Host): Promise<TeamFileLocation | NoTeamFile> {
  const { dirname } = pathRules(host);
  const candidates = new Map<string, readonly string[]>();
  for (let folder = host.workingDirectory; ; folder = dirname(folder)) {
    const names = namesIn(host, folder);
    if (candidates.size === 0) {
      const files = teamFilesIn(host, folder, names);
      if (files.length > 0) candidates.set(folder, files);
    }
    const repository = names.has(".git") ? folder : undefined;
    const isLast = repository !== undefined || folder === dirname(folder) || isHome(host, folder);
    if (!isLast) continue;
    const path = candidates.size === 0 ? undefined : await search(host, { last: folder, candidates });
    if (path === undefined) return { path: undefined, repository, last: folder };
    const ignored = [...candidates.values()].flat().filter((file) => file !== path);
    return { path, ignored, repository };
  }
}

async function search(host: Host, request: TeamSearch): Promise<string | undefined> {
  const { searchByCosmiconfig } = await import("./search-by-cosmiconfig.ts");
  return searchByCosmiconfig(host, request);
}

/** The team files in a folder, in the order of `TEAM_PLACES`. */
function teamFilesIn(host: Host, folder: string, names: ReadonlySet<string>): readonly string[] {
  const inConfig = names.has(".config") ? namesIn(host, joinPath(host, folder, ".config")) : new Set<string>();
  return TEAM_PLACES.filter((place) => {
    const [first = "", second] = place.split("/");
    return second === undefined ? names.has(first) : inConfig.has(second);
  })
    .map((place) => joinPath(host, folder, place))
    .filter((path) => isTeamFile(host, path));
}

function isTeamFile(host: Host, path: string): boolean {
  const kind = host.files.status(path)?.kind;
  if (kind === undefined || kind === "directory") return false;
  return !path.endsWith("package.json") || holdsPackageKey(host, path);
}

function isHome(host: Host, folder: string): boolean {
  return host.homeDirectory !== "" && pathRules(host).relative(host.homeDirectory, folder) === "";
}

/** The names in a folder. If the user may enter but not list it, k6p tries the names that matter one by one. */
function namesIn(host: Host, folder: string): ReadonlySet<string> {
  try {
    return new Set(host.files.list(folder));
  } catch (error) {
    if (!isDenied(error)) throw error;
    const wanted = [".git", ".config", ...TEAM_PLACES.map((place) => place.replace(/^\.config\//, ""))];
    return new Set(wanted.filter((name) => exists(host, joinPath(host, folder, name))));
  }
}

function exists(host: Host, path: string): boolean {
  try {
    return host.files.status(path) !== undefined;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}

function isDenied(error: unknown): boolean {
  return ["EACCES", "EPERM"].includes(systemErrorCode(error) ?? "");
}
