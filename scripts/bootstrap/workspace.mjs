import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Folders of the workspace's packages, relative to the root.
 * @param {string} root
 * @returns {string[]}
 */
export function packageFolders(root) {
  return ["apps", "packages"].flatMap((parent) =>
    readdirSync(join(root, parent))
      .map((name) => join(parent, name))
      .filter((folder) => existsSync(join(root, folder, "package.json"))),
  );
}
