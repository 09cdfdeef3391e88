import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.mjs";

const system = `${process.platform}-${process.arch}`;

/** Whether the lockfile brings a Node of its own for this system; whether it runs there is known once it is installed. */
export const hasRuntimePackage = ["linux-x64", "linux-arm64"].includes(system);

/**
 * The Node that came with the tools, if it is there and runs.
 * @param {string} root
 * @returns {string | undefined}
 */
export function installedRuntime(root) {
  const node = join(root, "node_modules", `node-${system}`, "bin", "node");
  if (!existsSync(node)) return undefined;
  return spawnSync(node, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0 ? node : undefined;
}

/**
 * The Node that runs this very script, where no other is at hand. Throws SetupError when it is too old.
 * @returns {string}
 */
export function ownRuntime() {
  if (canRunTools(process.versions.node)) return process.execPath;
  throw new SetupError(
    [
      `The tools of k6p need Node 22.18 or newer; this is Node ${process.versions.node} (${process.execPath}).`,
      hasRuntimePackage
        ? "The Node 24 that is installed with them does not run here; it needs glibc, and a musl system such as Alpine has none."
        : `A Node 24 is installed with them on Linux x64 and arm64 only; this is ${system}.`,
      "Install Node 24, put it first on PATH and run this again.",
    ].join("\n"),
  );
}

/** @param {string} version */
function canRunTools(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
