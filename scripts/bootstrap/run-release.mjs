import { join } from "node:path";
import { endLike, runChild } from "./child.mjs";
import { toolEnvironment } from "./tools.mjs";

/**
 * Runs a script of `scripts/release` on what was built, with the tools that builds and checks have, and ends as it ends unless it succeeds.
 * @param {string} root
 * @param {{ tools: import("./tools.mjs").Tools, script: string, args: string[] }} call
 */
export async function runRelease(root, { tools, script, args }) {
  const path = join(root, "scripts", "release", ...script.split("/"));
  const ending = await runChild(tools.node, [path, ...args], {
    cwd: root,
    env: toolEnvironment(root, tools),
    stdio: "inherit",
  });
  endLike(ending);
  if (ending.code !== 0) process.exit();
}
