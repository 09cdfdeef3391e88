import type { Environment, Host } from "../host/host.ts";
import { pathRules } from "../host/join-path.ts";

/** What git, ssh and credential helpers need to find the user's settings, agents and certificates. */
const NEEDED: readonly string[] = [
  "HOME USER LOGNAME TMPDIR TERM DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS",
  "XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR",
  "USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES",
  "SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT TEMP TMP",
  "SSH_AUTH_SOCK SSH_AGENT_PID SSH_ASKPASS SSH_ASKPASS_REQUIRE GNUPGHOME GPG_TTY",
  "GIT_ASKPASS GIT_SSH GIT_SSH_COMMAND GIT_SSH_VARIANT",
  "GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_CONFIG_NOSYSTEM GIT_SSL_CAINFO GIT_SSL_CAPATH",
  "SSL_CERT_FILE SSL_CERT_DIR HTTPS_PROXY ALL_PROXY NO_PROXY",
  "GH_TOKEN GITHUB_TOKEN GH_CONFIG_DIR GITLAB_TOKEN",
].flatMap((names) => names.split(" "));
/** For credential helpers that read their settings from the environment. */
const NEEDED_PREFIX = /^(GCM_|VSCODE_GIT_)/;

export interface GitSurroundings {
  readonly searchFolders: readonly string[];
  /** Whether git may prompt in the terminal. */
  readonly mayAsk: boolean;
  /** Whether git may connect at all. */
  readonly network: boolean;
}

/** The environment for git: only what it needs. In particular, no variable that names another repository, configuration or hook. */
export function gitEnvironment(host: Host, { searchFolders, mayAsk, network }: GitSurroundings): Environment {
  const kept = Object.entries(host.env).filter(([name]) => isNeeded(host, name));
  return {
    ...Object.fromEntries(kept),
    [host.platform === "win32" ? "Path" : "PATH"]: searchFolders.join(pathRules(host).delimiter),
    // k6p's messages quote git's, and k6p recognizes one of them.
    LC_ALL: "C",
    GIT_ALLOW_PROTOCOL: network ? "https:ssh" : "",
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    ...(mayAsk ? {} : { GIT_TERMINAL_PROMPT: "0" }),
  };
}

function isNeeded(host: Host, name: string): boolean {
  if (host.platform === "win32") return NEEDED.includes(name.toUpperCase()) || NEEDED_PREFIX.test(name);
  return NEEDED.includes(name) || NEEDED_PREFIX.test(name) || /^(https|all|no)_proxy$/.test(name);
}
