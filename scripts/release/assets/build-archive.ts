import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../run-tool.ts";
import type { Target } from "../standalone/targets.ts";

const EXTRAS = {
  LICENSE: "LICENSE",
  "k6p.1": "man/k6p.1",
  "THIRD-PARTY-NOTICES.txt": "dist/THIRD-PARTY-NOTICES.txt",
  "README.md": "README.md",
};

/** Packs a program with its licences and its page: `k6p-TARGET.tar.gz`, for Windows `k6p-TARGET.zip`. Gives the path. */
export function buildArchive(
  root: string,
  { program, target }: { readonly program: string; readonly target: Target },
  folder: string,
): string {
  const stage = mkdtempSync(join(tmpdir(), "k6p-archive-"));
  try {
    cpSync(program, join(stage, target.program));
    for (const [name, path] of Object.entries(EXTRAS)) cpSync(join(root, "apps/k6p", path), join(stage, name));
    const names = [target.program, ...Object.keys(EXTRAS)];
    if (target.program === "k6p.exe") {
      const file = join(folder, `k6p-${target.id}.zip`);
      rmSync(file, { force: true });
      runTool("zip", ["-q", "-X", file, ...names], { cwd: stage });
      return file;
    }
    const file = join(folder, `k6p-${target.id}.tar.gz`);
    const plain = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0"];
    runTool("tar", [...plain, "-czf", file, ...names], { cwd: stage });
    return file;
  } finally {
    rmSync(stage, { recursive: true });
  }
}
