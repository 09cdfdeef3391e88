import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What only the repository needs. */
const NOT_FOR_USERS = new Set(["scripts", "devDependencies"]);

export interface PackedK6p {
  /** The tarball, `k6p.tgz`. */
  readonly file: string;
  /** What is in it, relative to the package, sorted. */
  readonly files: readonly string[];
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

/** Packs the built app of the repository into `folder`, as it is installed and published. Throws when npm fails. */
export function packK6p(root: string, folder: string): PackedK6p {
  const app = join(root, "apps", "k6p");
  const staged = join(folder, `package-${process.pid}`);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  try {
    const manifest = readManifest(join(app, "package.json"));
    for (const path of [...manifest.files, "README.md", "LICENSE"])
      cpSync(join(app, path), join(staged, path), { recursive: true });
    const published = Object.fromEntries(Object.entries(manifest).filter(([key]) => !NOT_FOR_USERS.has(key)));
    writeFileSync(join(staged, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
    const tarball = npmPack(staged);
    const file = join(folder, "k6p.tgz");
    renameSync(join(staged, tarball), file);
    const files = filesBelow(staged);
    const unpackedBytes = files.reduce((sum, path) => sum + statSync(join(staged, path)).size, 0);
    return { file, files, packedBytes: statSync(file).size, unpackedBytes };
  } finally {
    rmSync(staged, { recursive: true });
  }
}

function readManifest(path: string): { readonly files: readonly string[] } {
  const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
  return manifest as { readonly files: readonly string[] };
}

/** Name of the tarball, which npm puts into the packed folder. */
function npmPack(folder: string): string {
  const isWindows = process.platform === "win32";
  const npm = spawnSync("npm", ["pack", "--json", "--ignore-scripts"], {
    cwd: folder,
    encoding: "utf8",
    shell: isWindows,
  });
  if (npm.status !== 0) throw new Error(`npm pack failed:\n${npm.stderr || String(npm.error)}`);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
  return tarball;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .toSorted();
}
