import type { Host } from "../host/host.ts";
import { joinPath } from "../host/join-path.ts";
import { configFolder } from "./config-folder.ts";
import { powershellProfile } from "./powershell-profile.ts";

/** The file that an interactive shell reads at start, by shell. PowerShell's throws `SHELL_UNKNOWN` if it cannot be found out. */
export const STARTUP_FILES = {
  bash(host: Host): string {
    const profile = joinPath(host, host.homeDirectory, ".bash_profile");
    // A terminal on macOS starts login shells, which read only this file if it exists.
    const isRead = host.platform === "darwin" && host.files.status(profile) !== undefined;
    return isRead ? profile : joinPath(host, host.homeDirectory, ".bashrc");
  },
  zsh: (host: Host): string => joinPath(host, host.env["ZDOTDIR"] || host.homeDirectory, ".zshrc"),
  elvish: (host: Host): string => joinPath(host, configFolder(host), "elvish", "rc.elv"),
  pwsh: powershellProfile,
} as const;

/** nushell uses the system's folder of settings unless XDG_CONFIG_HOME is set. Files in it are loaded at start. */
export function nushellAutoload(host: Host): string {
  const { platform, env, homeDirectory } = host;
  if (platform === "linux" || env["XDG_CONFIG_HOME"]) return joinPath(host, configFolder(host), "nushell", "autoload");
  const parts = platform === "win32" ? ["AppData", "Roaming"] : ["Library", "Application Support"];
  const base = (platform === "win32" && env["APPDATA"]) || joinPath(host, homeDirectory, ...parts);
  return joinPath(host, base, "nushell", "autoload");
}
