import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { packK6p } from "../release/npm/pack-k6p.ts";

/**
 * Installs the package into `prefix` as npm for Windows does: the keyring's module for Windows, and the `.cmd` files that npm's own library
 * writes. Throws when npm cannot.
 */
export async function installForWindows(root: string, prefix: string): Promise<void> {
  const { file } = packK6p(root, prefix);
  npm(["install", "--prefix", prefix, "--os=win32", "--cpu=x64", "--no-bin-links", file]);
  const shims = createRequire(npmProgram())("cmd-shim") as (from: string, to: string) => unknown;
  await shims(join(prefix, "node_modules/k6p/bin/k6p.cjs"), join(prefix, "k6p"));
}

/** The file of the npm on PATH; what it is made of lies next to it. */
function npmProgram(): string {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
  const program = folders.map((folder) => join(folder, "npm")).find((path) => existsSync(path));
  if (program === undefined) throw new Error("npm is not on PATH");
  return realpathSync(program);
}

function npm(words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("npm", words, { encoding: "utf8", timeout: 240_000 });
  if (status !== 0) throw new Error(`npm ${words.join(" ")} failed:\n${stderr}`);
  return stdout;
}
