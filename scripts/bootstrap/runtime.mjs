import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.mjs";

const system = `${process.platform}-${process.arch}`;

/**
 * Whether the lockfile brings a Node of its own for this system; whether it runs there is known once it is installed.
 */
export const hasRuntimePackage = ["linux-x64", "linux-arm64"].includes(system);

/**
 * The Node that came with the tools, if it is there and runs. One that does not run is taken off npm's way, which would
 * find it before the caller's.
 * @param {string} root
 * @returns {string | undefined}
 */
export function installedRuntime(root) {
  const node = join(root, "node_modules", `node-${system}`, "bin", "node");
  if (!existsSync(node)) return undefined;
  if (versionOf(node) !== undefined) return node;
  rmSync(join(root, "node_modules", ".bin", "node"), { force: true });
  return undefined;
}

/**
 * The caller's own Node. Under npm that is the one that runs npm: this script itself may run on the installed one,
 * which npm puts first on PATH. Throws SetupError when it is too old.
 * @returns {string}
 */
export function ownRuntime() {
  const npmNode = process.env["npm_node_execpath"];
  const node = npmNode !== undefined && existsSync(npmNode) ? npmNode : process.execPath;
  const version = node === process.execPath ? process.versions.node : versionOf(node);
  if (version !== undefined && canRunTools(version)) return node;
  throw new SetupError(
    [
      `The tools of k6p need Node 22.18 or newer; this is Node ${version ?? "of an unknown version"} (${node}).`,
      hasRuntimePackage
        ? "The Node 24 that comes with them was not asked for or does not run here (it needs glibc, which Alpine has not)."
        : `A Node 24 is installed with them on Linux x64 and arm64 only; this is ${system}.`,
      "Install Node 24, put it first on PATH and run this again.",
    ].join("\n"),
  );
}

/** @param {string} node */
function versionOf(node) {
  const asked = spawnSync(node, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return asked.status === 0 ? asked.stdout.trim().replace("v", "") : undefined;
}

/** @param {string} version */
function canRunTools(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
