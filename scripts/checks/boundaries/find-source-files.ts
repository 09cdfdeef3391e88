import { readdirSync } from "node:fs";
import { join } from "node:path";

const skipped = new Set(["node_modules", "dist", "build", ".turbo"]);

/** Every source file below apps, packages and scripts, relative to the root with forward slashes, in order. */
export function findSourceFiles(root: string): string[] {
  return ["apps", "packages", "scripts"].flatMap((folder) => below(root, folder)).sort();
}

function below(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return below(root, path);
      return /\.[mc]?[tj]s$/.test(entry.name) ? [path] : [];
    });
}
