import { closeSync, openSync, readSync } from "node:fs";
import type { Environment, Host, NodeCrypto } from "../host.ts";
import { createNodeFetch } from "./node-fetch.ts";
import { createNodeFiles } from "./node-files.ts";
import { createNodeProcesses } from "./node-processes.ts";
import { connectNodeSocket } from "./node-socket.ts";

export interface NodeHostOverrides {
  /** Replaces the environment. Then only its HOME (USERPROFILE on Windows) names the home folder. */
  readonly env?: Environment;
  readonly workingDirectory?: string;
  readonly homeDirectory?: string;
  readonly platform?: NodeJS.Platform;
}

/** The machine that k6p runs on. Modules that take time to load are loaded when they are first used. */
export function createNodeHost(overrides: NodeHostOverrides = {}): Host {
  const platform = overrides.platform ?? process.platform;
  const env = overrides.env ?? process.env;
  let processes: Host["processes"] | undefined;
  return {
    platform,
    env,
    get workingDirectory() {
      return overrides.workingDirectory ?? currentDirectory(env);
    },
    get homeDirectory() {
      const named = overrides.homeDirectory ?? env[platform === "win32" ? "USERPROFILE" : "HOME"];
      if (named !== undefined && named !== "") return named;
      return overrides.env === undefined && overrides.homeDirectory === undefined ? registeredHome() : "";
    },
    userId: platform === "win32" ? undefined : process.geteuid?.(),
    processId: process.pid,
    parentProcessId: process.ppid,
    files: createNodeFiles(platform),
    get processes() {
      return (processes ??= createNodeProcesses({ platform, workingDirectory: overrides.workingDirectory }));
    },
    clock: {
      now: () => new Date(),
      monotonicMs: monotonicMs,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
    connectSocket: connectNodeSocket,
    fetch: createNodeFetch(env),
    crypto: loadCrypto,
    randomBytes: (count) => randomBytes(platform, count),
  };
}

/** By `process`, because the global `performance` loads a module for it. */
function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

function loadCrypto(): NodeCrypto {
  return process.getBuiltinModule("node:crypto");
}

/** From the system itself where it is a file, because `node:crypto` takes long to load. */
function randomBytes(platform: NodeJS.Platform, count: number): Uint8Array {
  if (platform === "win32") return loadCrypto().randomBytes(count);
  const bytes = Buffer.alloc(count);
  const descriptor = openSync("/dev/urandom", "r");
  try {
    for (let filled = 0; filled < count;) filled += readSync(descriptor, bytes, filled, count - filled, null);
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

/** A shell can be in a folder that was removed; only its name is left then. */
function currentDirectory(env: Environment): string {
  try {
    return process.cwd();
  } catch {
    // Never a folder that is there: something would be looked for, or written, in the wrong one.
    return env["PWD"]?.startsWith("/") ? env["PWD"] : "/(removed folder)";
  }
}

function registeredHome(): string {
  try {
    return process.getBuiltinModule("node:os").userInfo().homedir;
  } catch {
    return "";
  }
}
