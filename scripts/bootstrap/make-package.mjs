import { join } from "node:path";
import { endLike, runChild } from "./child.mjs";
import { toolEnvironment } from "./tools.mjs";

/**
 * Makes the package that npm installs, as the file `build/k6p.tgz`, from what was built.
 * @param {string} root
 * @param {import("./tools.mjs").Tools} tools
 */
export async function makePackage(root, tools) {
  const script = join(root, "scripts", "release", "npm", "pack.ts");
  endLike(await runChild(tools.node, [script], { cwd: root, env: toolEnvironment(root, tools), stdio: "inherit" }));
}
