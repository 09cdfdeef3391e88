import { existsSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { say } from "./say.mjs";
import { SetupError } from "./setup-error.mjs";
import { isSetupRunning, withSetupLock } from "./setup-lock.mjs";
import { readStamp, treeKey, writeStamp } from "./stamp.mjs";
import { toolEnvironment } from "./tools.mjs";
import { packageFolders } from "./workspace.mjs";

/**
 * Builds k6p and what it stands on, unless neither sources nor results changed since the last build.
 * @param {string} root
 * @param {import("./tools.mjs").Tools} tools
 */
export async function build(root, tools) {
  if (!isSetupRunning(root) && isBuilt(root)) return;
  await withSetupLock(root, async () => isBuilt(root) || buildNow(root, tools));
}

/** @param {string} root */
const stampPath = (root) => join(root, "node_modules", ".k6p-build");

const results = ["dist", "build"];
const notSources = new Set([...results, "node_modules", ".turbo"]);

/** @param {string} root */
function sourcesKey(root) {
  const folders = packageFolders(root).map((folder) => join(root, folder));
  return treeKey(folders, (name) => !notSources.has(name) && !/\.(test\.ts|tsbuildinfo)$/.test(name));
}

/**
 * A cleaned folder and a half-finished build by hand must also show.
 * @param {string} root
 */
function resultsKey(root) {
  const folders = packageFolders(root).flatMap((folder) => results.map((name) => join(root, folder, name)));
  return treeKey(
    folders.filter((folder) => existsSync(folder)),
    () => true,
  );
}

/** @param {string} root */
function isBuilt(root) {
  const stamp = readStamp(stampPath(root));
  return stamp?.sources === sourcesKey(root) && stamp.results === resultsKey(root);
}

/**
 * @param {string} root
 * @param {import("./tools.mjs").Tools} tools
 */
async function buildNow(root, tools) {
  say("building");
  const sources = sourcesKey(root);
  /** @type {Buffer[]} */
  const log = [];
  const turbo = join(root, "node_modules", "turbo", "bin", "turbo");
  const ending = await runChild(tools.node, [turbo, "run", "build", "--filter=k6p...", "--output-logs=errors-only"], {
    cwd: root,
    env: toolEnvironment(root, tools),
    stdio: ["ignore", "pipe", "pipe"],
    onOutput: (chunk) => log.push(chunk),
  });
  if (ending.code !== 0) throw new SetupError(`${Buffer.concat(log).toString("utf8")}\nThe build failed.`, ending);
  writeStamp(stampPath(root), { sources, results: resultsKey(root) });
}
