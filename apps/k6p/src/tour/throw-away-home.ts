import type { Environment, Host } from "@k6p/core/host/host";
import { joinPath } from "@k6p/core/host/join-path";

/** A temporary home folder without any files of the user. */
export interface ThrowAwayHome {
  readonly directory: string;
  /** k6's configuration file in it. */
  readonly configPath: string;
  /** The user's environment without anything that k6 or k6p reads, moved into the home. */
  readonly env: Environment;
  remove(): void;
}

/** A hand-made configuration: its odd spacing and spelling must come through everything unchanged. */
export const HANDMADE_CONFIG = `{
    "userAgent": "checkout-tests/1.10",
    "collectors": {
        "cloud": { "noCompress": true, "aggregationPeriod": "3s" }
    }
}
`;

export function makeThrowAwayHome(host: Host): ThrowAwayHome {
  const temporary = host.env["TMPDIR"] || host.env["TEMP"] || "/tmp";
  const directory = joinPath(host, temporary, `k6p-tour-${Buffer.from(host.randomBytes(6)).toString("hex")}`);
  const configDirectory = joinPath(host, directory, "settings");
  const configPath = joinPath(host, configDirectory, "k6", "config.json");
  host.files.makeDirectory(joinPath(host, configDirectory, "k6"), 0o700);
  host.files.create(configPath, Buffer.from(HANDMADE_CONFIG), 0o600);
  return {
    directory,
    configPath,
    env: strippedEnvironment(host, { directory, configPath }),
    remove: () => host.files.removeTree(directory),
  };
}

function strippedEnvironment(
  host: Host,
  { directory, configPath }: Pick<ThrowAwayHome, "directory" | "configPath">,
): Environment {
  const foreign = /^(K6|XDG_|DEFAULTPROJECTID$|FORCE_COLOR$|DBUS_SESSION_BUS_ADDRESS$|NODE_OPTIONS$)/i;
  const kept = Object.entries(host.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: directory,
    K6P_HOME: joinPath(host, directory, "k6p"),
    K6P_STORE: "file",
    K6P_TOUR_CONFIG: configPath,
    NO_COLOR: "1",
    ...(host.platform === "win32" || host.platform === "darwin"
      ? { K6_CONFIG: configPath }
      : { XDG_CONFIG_HOME: joinPath(host, directory, "settings") }),
  };
}
