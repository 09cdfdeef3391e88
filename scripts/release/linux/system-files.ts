import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { runTool } from "../run-tool.ts";

/** What a package for a Linux system is made of. */
export interface SystemParts {
  readonly root: string;
  /** The program for the system that the package is for. */
  readonly program: string;
  /** One that runs here, to print the scripts of completion. */
  readonly runnable: string;
}

const COMPLETIONS = {
  bash: "usr/share/bash-completion/completions/k6p",
  zsh: "usr/share/zsh/vendor-completions/_k6p",
  fish: "usr/share/fish/vendor_completions.d/k6p.fish",
} as const;

/** Lays the files of the package into `folder`, as they will lie below `/`. Gives their paths. */
export function laySystemFiles(folder: string, { root, program, runnable }: SystemParts): readonly string[] {
  const app = join(root, "apps/k6p");
  const put = (path: string, bytes: Uint8Array | string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes, { mode: 0o644 });
    return path;
  };
  mkdirSync(join(folder, "usr/bin"), { recursive: true });
  cpSync(program, join(folder, "usr/bin/k6p"));
  chmodSync(join(folder, "usr/bin/k6p"), 0o755);
  return [
    "usr/bin/k6p",
    put("usr/share/man/man1/k6p.1.gz", gzipSync(readFileSync(join(app, "man/k6p.1")), { level: 9 })),
    put(
      "usr/share/doc/k6p/copyright",
      copyright(root, readFileSync(join(app, "dist/THIRD-PARTY-NOTICES.txt"), "utf8")),
    ),
    ...Object.entries(COMPLETIONS).map(([shell, path]) => put(path, runTool(runnable, ["completion", shell]))),
  ];
}

function copyright(root: string, notices: string): string {
  return `${readFileSync(join(root, "NOTICE"), "utf8")}\n${readFileSync(join(root, "LICENSE"), "utf8")}\n${notices}`;
}
