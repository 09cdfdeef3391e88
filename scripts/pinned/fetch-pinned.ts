import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { PINNED, type PinnedName } from "./pinned-packages.ts";

const DEADLINE_MS = 240_000;

/**
 * Folder of the pinned package, from a cache outside of the repository or from npm. Throws when npm cannot fetch it, or when what came is not what
 * was pinned.
 */
export function fetchPinned(name: PinnedName): string {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "k6p-pinned");
  const folder = join(cache, PINNED[name].package.replaceAll(/[@/]+/g, "-").replace(/^-/, ""));
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "draft-"));
  try {
    run("npm", ["pack", PINNED[name].package, "--ignore-scripts", "--pack-destination", draft]);
    const tarball = readdirSync(draft).map((file) => join(draft, file))[0];
    if (tarball === undefined) throw new Error(`npm fetched nothing for ${PINNED[name].package}`);
    const found = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
    if (found !== PINNED[name].integrity) throw new Error(`${PINNED[name].package} is not what was pinned: ${found}`);
    run("tar", ["-xzf", tarball, "-C", draft]);
    const unpacked = readdirSync(draft, { withFileTypes: true }).find((entry) => entry.isDirectory());
    if (unpacked === undefined) throw new Error(`${PINNED[name].package} holds no folder`);
    // Another run may have put it there meanwhile; both are the same.
    if (!existsSync(folder)) renameSync(join(draft, unpacked.name), folder);
  } finally {
    rmSync(draft, { recursive: true });
  }
  return folder;
}

function run(program: string, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, words, { encoding: "utf8", timeout: DEADLINE_MS });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")} failed: ${error?.message ?? stderr}`);
}
