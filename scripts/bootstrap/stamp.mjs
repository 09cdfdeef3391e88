import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What a stamp file holds; undefined when there is none or it cannot be read, which means "do the work again".
 * @param {string} path
 * @returns {Record<string, string> | undefined}
 */
export function readStamp(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {Record<string, string>} stamp
 */
export function writeStamp(path, stamp) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(stamp));
  renameSync(draft, path);
}

/**
 * One key for the content of these files.
 * @param {string} root
 * @param {string[]} files
 */
export function contentKey(root, files) {
  const hash = createHash("sha256").update(`${root} ${process.platform} ${process.arch}`);
  for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/**
 * One key for names, sizes and times of all files below these folders, which is enough to notice an edit and far
 * quicker than reading them.
 * @param {string[]} folders
 * @param {(name: string) => boolean} enters
 */
export function treeKey(folders, enters) {
  const hash = createHash("sha256");
  /** @param {string} folder */
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => enters(name));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else hash.update(`${path} ${fileMark(path)}\n`);
    }
  };
  for (const folder of folders) walk(folder);
  return hash.digest("hex");
}

/** @param {string} path */
function fileMark(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "gone" : `${found.size} ${found.mtimeMs}`;
}
