import { existsSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { command } from "./command.mjs";
import { findPnpm } from "./pnpm.mjs";
import { hasRuntimePackage, installedRuntime, ownRuntime } from "./runtime.mjs";
import { say } from "./say.mjs";
import { SetupError } from "./setup-error.mjs";
import { withSetupLock } from "./setup-lock.mjs";
import { contentKey, readStamp, writeStamp } from "./stamp.mjs";
import { packageFolders } from "./workspace.mjs";

/**
 * Installs what the lockfile names, unless that was done before. Throws SetupError when this machine cannot run the
 * tools. `K6P_NODE=own` runs them on the caller's Node instead of the installed one.
 * @param {string} root
 * @returns {Promise<import("./tools.mjs").Tools>}
 */
export async function install(root) {
  const tools =
    installedTools(root) ?? (await withSetupLock(root, async () => installedTools(root) ?? installNow(root)));
  return process.env["K6P_NODE"] === "own" ? { ...tools, node: ownRuntime() } : tools;
}

/** @param {string} root */
const stampPath = (root) => join(root, "node_modules", ".k6p-install");

/** @param {string} root */
function installKey(root) {
  const manifests = packageFolders(root).map((folder) => join(folder, "package.json"));
  return contentKey(root, ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]);
}

/**
 * @param {string} root
 * @returns {import("./tools.mjs").Tools | undefined}
 */
function installedTools(root) {
  const { key, pnpm = "", node = "" } = readStamp(stampPath(root)) ?? {};
  if (key !== installKey(root) || !existsSync(pnpm) || (node !== "" && !existsSync(node))) return undefined;
  return { pnpm, node: node === "" ? ownRuntime() : node };
}

/**
 * @param {string} root
 * @returns {Promise<import("./tools.mjs").Tools>}
 */
async function installNow(root) {
  if (!hasRuntimePackage) ownRuntime();
  say("installing what the lockfile names; the first time takes about half a minute");
  const pnpm = await findPnpm(root);
  const { file, args, shell } = command(pnpm, ["install", "--frozen-lockfile", "--config.confirmModulesPurge=false"]);
  const ending = await runChild(file, args, { cwd: root, shell, stdio: ["ignore", 2, 2] });
  if (ending.code !== 0) throw new SetupError("pnpm could not install; its own words are above.", ending);
  const node = installedRuntime(root);
  writeStamp(stampPath(root), { key: installKey(root), pnpm, node: node ?? "" });
  return { pnpm, node: node ?? ownRuntime() };
}
