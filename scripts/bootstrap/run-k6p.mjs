import { readFileSync } from "node:fs";
import { join } from "node:path";
import { endLike, runChild } from "./child.mjs";

/**
 * Runs the built k6p as if it had been called directly: in the caller's folder, on the caller's streams, ending as it
 * ends.
 * @param {string} root
 * @param {{ tools: import("./tools.mjs").Tools, args: string[] }} call
 */
export async function runK6p(root, { tools, args }) {
  const app = join(root, "apps", "k6p");
  const { bin } = JSON.parse(readFileSync(join(app, "package.json"), "utf8"));
  endLike(await runChild(tools.node, [join(app, bin.k6p), ...args], { cwd: callerFolder(root), stdio: "inherit" }));
}

/**
 * npm changes to the repository before it runs a script and leaves the folder it was called in in INIT_CWD.
 * @param {string} root
 */
function callerFolder(root) {
  const calledByNpm = process.env["npm_package_json"] === join(root, "package.json");
  return (calledByNpm && process.env["INIT_CWD"]) || process.cwd();
}
