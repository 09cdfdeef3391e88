import type { Host } from "./host.ts";
import { joinPath, pathRules } from "./join-path.ts";
import { isInside, projectFolder } from "./project-folder.ts";
import { realFolder } from "./real-folder.ts";

const EXECUTABLE = /\.(?:exe|com|bat|cmd)$/iu;

export interface ProgramLocation {
  /** `not-executable`: there is something of that name, but it cannot be executed. */
  readonly kind: "found" | "not-executable";
  /** Absolute. */
  readonly path: string;
}

/**
 * Looks for a program: a name with a slash is taken from the working folder, any other is searched on PATH; undefined when there is none.
 * Entries of PATH that depend on the working folder are skipped, so that a folder with foreign files cannot bring its own `k6`.
 */
export function findProgram(host: Host, name: string): ProgramLocation | undefined {
  const rules = pathRules(host);
  if (["", ".", ".."].includes(name)) return undefined;
  if (name.includes("/") || name.includes(rules.sep))
    return firstOf(host, [rules.resolve(host.workingDirectory, name)], "named");
  return firstOf(
    host,
    searchFolders(host).map((folder) => joinPath(host, folder, name)),
    "searched",
  );
}

function firstOf(host: Host, candidates: readonly string[], how: "named" | "searched"): ProgramLocation | undefined {
  let refused: string | undefined;
  for (const path of candidates.flatMap((candidate) => withExtensions(host, candidate))) {
    const kind = kindOf(host, path);
    if (kind === "file" && canExecute(host, path)) return { kind: "found", path };
    if (kind !== undefined && (kind === "file" || how === "named")) refused ??= path;
  }
  return refused === undefined ? undefined : { kind: "not-executable", path: refused };
}

function searchFolders(host: Host): readonly string[] {
  const rules = pathRules(host);
  const entries = (variable(host, "PATH") ?? "").split(rules.delimiter);
  return entries.map((entry) => unquoted(host, entry)).filter((entry) => isFixed(host, entry));
}

/** Absolute and, on Windows, with a drive or server: `\\tools` is on whatever drive is the current one. */
function isFixed(host: Host, entry: string): boolean {
  return host.platform === "win32" ? /^(?:[a-z]:[\\/]|\\\\)/iu.test(entry) : entry.startsWith("/");
}

function withExtensions(host: Host, path: string): readonly string[] {
  if (host.platform !== "win32" || EXECUTABLE.test(path)) return [path];
  const named = (variable(host, "PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").toLowerCase().split(";");
  return named.filter((extension) => /^\.(?:exe|com|bat|cmd)$/u.test(extension)).map((extension) => path + extension);
}

function unquoted(host: Host, entry: string): string {
  return host.platform === "win32" ? entry.replaceAll('"', "") : entry;
}

/** Windows ignores the case of variable names, and its own name for PATH is `Path`. */
function variable(host: Host, name: string): string | undefined {
  if (host.platform !== "win32") return host.env[name];
  const key = Object.keys(host.env).find((candidate) => candidate.toUpperCase() === name);
  return key === undefined ? undefined : host.env[key];
}

function kindOf(host: Host, path: string): string | undefined {
  try {
    return host.files.status(path)?.kind;
  } catch {
    return undefined;
  }
}

/** On Windows the extension decides; `withExtensions` gives no other. */
function canExecute(host: Host, path: string): boolean {
  return host.platform === "win32" ? EXECUTABLE.test(path) : host.files.canExecute(path);
}

/**
 * Looks for a program on PATH as `findProgram` does, but not in the project that you are in nor in packages: what is run without being
 * asked for must not come from a repository.
 */
export function findOwnProgram(host: Host, name: string): ProgramLocation | undefined {
  const project = projectFolder(host);
  const isOwn = (folder: string): boolean => {
    const real = realFolder({ host }, folder);
    const isPackage = [folder, real].some((path) => /(?:^|[\\/])node_modules[\\/]/.test(`${path}/`));
    return !isPackage && (project === undefined || !isInside(host, real, project));
  };
  const folders = searchFolders(host).filter(isOwn);
  return firstOf(
    host,
    folders.map((folder) => joinPath(host, folder, name)),
    "searched",
  );
}
