import { K6pError } from "../errors/k6p-error.ts";
import type { Host } from "../host/host.ts";
import { joinPath, pathRules } from "../host/join-path.ts";

export interface K6ConfigLocation {
  /** Absolute. */
  readonly path: string;
  readonly source: "--config" | "K6_CONFIG" | "default";
  /** Whether k6 fails when nothing is at the path: it forgives that only at its default path, spelled exactly so. */
  readonly k6NeedsFile: boolean;
}

export interface LocationRequest {
  /** A path that the user names. */
  readonly explicit?: string;
  /** Whether k6p has made the file at a path for a shell or child; such a file is never the answer. */
  readonly isOwnFile: (path: string) => boolean;
  /** Stands in for `K6_CONFIG` where that names such a file. */
  readonly baseOfOwnFile?: string;
}

/**
 * The configuration file that k6 would use, by its own rules; whether it exists is not looked at. Throws `K6_CONFIG_PATH` for a path
 * that is empty, or that names one of k6p's private copies.
 */
export function locateK6Config(
  host: Pick<Host, "platform" | "env" | "workingDirectory">,
  { explicit, isOwnFile, baseOfOwnFile }: LocationRequest,
): K6ConfigLocation {
  const fallback = joinPath(host, userConfigDirectory(host), "k6", "config.json");
  const locate = (path: string, source: K6ConfigLocation["source"]): K6ConfigLocation => ({
    path: pathRules(host).resolve(host.workingDirectory, path),
    source,
    k6NeedsFile: path !== fallback,
  });
  if (explicit !== undefined) {
    if (explicit === "") throw emptyPath("--config", "Name a file, or leave --config out.");
    const location = locate(explicit, "--config");
    if (isOwnFile(location.path)) throw ownFile(location.path);
    return location;
  }
  const named = host.env["K6_CONFIG"];
  if (named === undefined) return locate(fallback, "default");
  if (named === "") throw emptyPath("K6_CONFIG in the environment", "unset K6_CONFIG");
  const location = locate(named, "K6_CONFIG");
  if (!isOwnFile(location.path)) return location;
  return baseOfOwnFile === undefined ? locate(fallback, "default") : locate(baseOfOwnFile, "K6_CONFIG");
}

/** The folder that Go's os.UserConfigDir gives, or what k6 takes when it gives none: a folder in the working folder. */
function userConfigDirectory({ platform, env }: Pick<Host, "platform" | "env">): string {
  const none = ".config";
  if (platform === "win32") return valueWithoutCase(env, "AppData") || none;
  const home = env["HOME"];
  if (platform === "darwin") return home ? `${home}/Library/Application Support` : none;
  const named = env["XDG_CONFIG_HOME"];
  if (named) return named.startsWith("/") ? named : none;
  return home ? `${home}/.config` : none;
}

function valueWithoutCase(env: Host["env"], name: string): string | undefined {
  const spelling = Object.keys(env).find((key) => key.toLowerCase() === name.toLowerCase());
  return spelling === undefined ? undefined : env[spelling];
}

function emptyPath(what: string, remedy: string): K6pError {
  return new K6pError("K6_CONFIG_PATH", {
    message: `${what} is an empty path. k6 fails on it as well.`,
    remedy: [remedy],
  });
}

function ownFile(path: string): K6pError {
  return new K6pError("K6_CONFIG_PATH", {
    message: `${path} is a private copy that k6p made for a shell or command; what is written to it would be lost.`,
    remedy: ["Leave --config out, or name your own file."],
    details: { file: path },
  });
}
