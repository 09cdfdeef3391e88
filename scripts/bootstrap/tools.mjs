import { delimiter, dirname, join } from "node:path";

/**
 * @typedef {object} Tools
 * @property {string} node  Absolute path of the Node that runs every tool.
 * @property {string} pnpm  The pinned pnpm.
 */

/**
 * The caller's environment with the pinned Node and pnpm first on PATH, for builds and checks.
 * @param {string} root
 * @param {Tools} tools
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(root, tools) {
  const folders = [dirname(tools.node), join(root, "node_modules", ".bin"), dirname(tools.pnpm)];
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return {
    ...process.env,
    [pathKey]: [...folders, process.env[pathKey]].filter(Boolean).join(delimiter),
    DO_NOT_TRACK: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
}
