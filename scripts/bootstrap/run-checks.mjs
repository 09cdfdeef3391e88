import { join } from "node:path";
import { endLike, runChild } from "./child.mjs";
import { toolEnvironment } from "./tools.mjs";

/**
 * Runs every check and test, or the named ones, and ends as that run ends.
 * @param {string} root
 * @param {{ tools: import("./tools.mjs").Tools, args: string[] }} call
 */
export async function runChecks(root, { tools, args }) {
  const script = join(root, "scripts", "checks", "run-checks.ts");
  endLike(
    await runChild(tools.node, ["--disable-warning=ExperimentalWarning", script, ...args], {
      cwd: root,
      env: toolEnvironment(root, tools),
      stdio: "inherit",
    }),
  );
}
