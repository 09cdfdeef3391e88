import { K6pError, systemErrorCode } from "../../errors/k6p-error.ts";
import type { FileStatus, Host } from "../host.ts";
import { joinPath, pathRules } from "../join-path.ts";
import { quotedPath } from "../posix-quote.ts";
import { writeFailure } from "./write-failure.ts";
import { expandHome } from "../expand-home.ts";
import { HOME_VARIABLE } from "../k6p-variables.ts";

/** k6p's folders, absolute. They need not exist. */
export interface Directories {
  /** What the user may edit: profiles and settings. */
  readonly config: string;
  /** What must not be lost: the file vault. */
  readonly data: string;
  /** What can be recreated: state and locks. */
  readonly state: string;
  /** What ends with the session: private configs of shells and children. */
  readonly runtime: string;
}

/** Where k6p keeps its files on this system. Throws `HOME_UNKNOWN` when neither `K6P_HOME` nor a home folder is known. */
export function k6pDirectories(host: Host): Directories {
  const own = host.env[HOME_VARIABLE];
  if (own !== undefined && own !== "") return ownDirectories(host, own);
  if (host.platform === "win32") return windowsDirectories(host);
  return host.platform === "darwin" ? macDirectories(host) : xdgDirectories(host);
}

function ownDirectories(host: Host, named: string): Directories {
  const home = pathRules(host).resolve(host.workingDirectory, expandHome(host, named));
  const below = (name: string): string => joinPath(host, home, name);
  return { config: below("config"), data: below("data"), state: below("state"), runtime: below("run") };
}

function windowsDirectories(host: Host): Directories {
  const roaming = absolute(host, "APPDATA") ?? joinPath(host, requireHome(host), "AppData", "Roaming");
  const local = absolute(host, "LOCALAPPDATA") ?? joinPath(host, requireHome(host), "AppData", "Local");
  const below = (name: string): string => joinPath(host, local, "k6p", name);
  return { config: joinPath(host, roaming, "k6p"), data: below("data"), state: below("state"), runtime: below("run") };
}

function macDirectories(host: Host): Directories {
  const base = joinPath(host, requireHome(host), "Library", "Application Support", "k6p");
  return { config: base, data: base, state: joinPath(host, base, "state"), runtime: temporaryRuntime(host) };
}

function xdgDirectories(host: Host): Directories {
  const place = (variable: string, ...fallback: readonly string[]): string =>
    joinPath(host, absolute(host, variable) ?? joinPath(host, requireHome(host), ...fallback), "k6p");
  return {
    config: place("XDG_CONFIG_HOME", ".config"),
    data: place("XDG_DATA_HOME", ".local", "share"),
    state: place("XDG_STATE_HOME", ".local", "state"),
    runtime: sessionRuntime(host) ?? temporaryRuntime(host),
  };
}

/** After `su` or `sudo` the variable can still name the other user's folder. */
function sessionRuntime(host: Host): string | undefined {
  const directory = absolute(host, "XDG_RUNTIME_DIR");
  if (directory === undefined) return undefined;
  const status = statusOf(host, directory);
  return status?.kind === "directory" && status.userId === host.userId ? joinPath(host, directory, "k6p") : undefined;
}

function temporaryRuntime(host: Host): string {
  return joinPath(host, absolute(host, "TMPDIR") ?? "/tmp", `k6p-${host.userId ?? "user"}`);
}

function absolute(host: Host, variable: string): string | undefined {
  const value = host.env[variable];
  return value !== undefined && pathRules(host).isAbsolute(value) ? value : undefined;
}

function statusOf(host: Host, path: string): FileStatus | undefined {
  try {
    return host.files.status(path);
  } catch {
    return undefined;
  }
}

function requireHome(host: Host): string {
  if (host.homeDirectory !== "" && pathRules(host).isAbsolute(host.homeDirectory)) return host.homeDirectory;
  throw new K6pError("HOME_UNKNOWN", {
    message: "There is no home folder, so k6p does not know where to keep its files.",
    remedy: [host.platform === "win32" ? "set K6P_HOME=C:\\some\\folder" : "export K6P_HOME=/some/folder"],
  });
}

const UNWRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR"]);

/** Where k6p's own folders cannot be made, as in containers, no permission helps but another place. */
function cannotMake(error: unknown, { env, platform }: Host, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || !UNWRITABLE.has(code) || env["K6P_HOME"]) return writeFailure(error, path);
  return new K6pError("FILE_WRITE_FAILED", {
    message: `Cannot create ${path} (${code}), where k6p keeps its files.`,
    remedy: [
      `Name a folder that you can write to: ${platform === "win32" ? "set K6P_HOME=C:\\some\\folder" : "export K6P_HOME=/some/folder"}`,
    ],
    details: { file: path, systemError: code },
    cause: error,
  });
}

/**
 * Creates a folder that only we can enter, with its parents. Throws `FILE_UNSAFE` when the folder belongs to another user, is open to
 * others, or is a symlink made by another user. On Windows its place in the user's profile protects it.
 */
export function ensurePrivateDirectory(host: Host, path: string): void {
  try {
    if (host.files.linkStatus(path) === undefined) host.files.makeDirectory(path, 0o700);
    if (host.platform !== "win32") requirePrivate(host, path);
  } catch (error) {
    throw cannotMake(error, host, path);
  }
}

function requirePrivate(host: Host, path: string): void {
  const link = host.files.linkStatus(path);
  if (link?.kind === "symlink" && !isTrusted(host, link))
    throw unsafe(path, "is a symbolic link made by another user", [`ls -ld ${quotedPath(path)}`]);
  const status = host.files.status(path);
  if (status?.kind !== "directory") throw unsafe(path, "is not a folder", [`ls -ld ${quotedPath(path)}`]);
  if (status.userId !== host.userId) {
    throw unsafe(path, `belongs to another user (user ID ${status.userId})`, [
      `ls -ld ${quotedPath(path)}`,
      "Run k6p as that user, or set K6P_HOME to a folder of your own.",
    ]);
  }
  if ((status.mode & 0o077) !== 0)
    throw unsafe(path, `is open to other users (mode ${status.mode.toString(8)})`, [`chmod 700 ${quotedPath(path)}`]);
}

function isTrusted(host: Host, status: FileStatus): boolean {
  return status.userId === host.userId || status.userId === 0;
}

function unsafe(path: string, fact: string, remedy: readonly string[]): K6pError {
  return new K6pError("FILE_UNSAFE", { message: `The folder ${path} ${fact}.`, remedy, details: { file: path } });
}
